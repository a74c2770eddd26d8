package io.github.godocker.docker.client;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import io.github.godocker.docker.client.transport.Transport;
import java.net.URI;
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
            client = Loading.client(host, api, transport);
        }
        return client;
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
