package io.github.godocker.docker.client;

import com.github.dockerjava.api.DockerClient;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * How the daemon is reached, and how long it may take.
 *
 * @param commands docker-java's, which take their time to load: not for what every build does
 */
record Connection(Engine engine, Endpoint endpoint, Limits limits, Supplier<DockerClient> commands) {
    /** A call that the daemon answers at once. */
    <T> T request(Deed deed, Callable<T> call) {
        return IdleLimit.request(limits.request(), deed, advice(), () -> {
            try {
                return call.call();
            } catch (Exception e) {
                throw DockerErrors.ofSocket(e);
            }
        });
    }

    /** What helps where nothing better is known. */
    String advice() {
        return "The Docker daemon is " + engine.version() + " at " + engine.address() + "; -X shows more.";
    }
}
