package io.github.godocker.docker.client;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import io.github.godocker.docker.client.transport.Transport;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** docker-java's commands, loaded when the first of them is wanted. */
final class Commands implements Supplier<DockerClient> {
    private final URI host;
    private final String api;
    private final Transport transport;
    private @Nullable DockerClient client;

    /** @param api the version that was agreed upon, {@code 1.44} */
    Commands(URI host, String api, Transport transport) {
        this.host = host;
        this.api = api;
        this.transport = transport;
    }

    @Override
    public synchronized DockerClient get() {
        if (client == null) {
            silence();
            client = Loading.client(host, api, transport);
        }
        return client;
    }

    /**
     * {@code mvn -X} would make docker-java log its traffic: over a named pipe that is all of ours, with the password in
     * {@code X-Registry-Auth}. The level has to be set before the first of docker-java's classes asks for its logger;
     * Maven's slf4j provider reads it from system properties, Maven 4 from other ones, and it warns of the old ones alone.
     */
    static void silence() {
        for (String provider : List.of("maven.logger.log.", "org.slf4j.simpleLogger.log.")) {
            System.setProperty(provider + "com.github.dockerjava", "warn");
            System.setProperty(provider + "org.apache.hc", "warn");
        }
    }

    /** Apart, for to verify a class the JVM loads the interfaces of what it passes on. */
    private static final class Loading {
        private Loading() {}

        static DockerClient client(URI host, String api, Transport transport) {
            return DockerClientImpl.getInstance(
                    new ClientConfig(host, RemoteApiVersion.parseConfig(api)), new CommandTransport(transport));
        }
    }
}
