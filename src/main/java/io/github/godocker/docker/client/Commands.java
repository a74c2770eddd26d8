package io.github.godocker.docker.client;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** docker-java's commands, loaded when the first of them is wanted. */
final class Commands implements Supplier<DockerClient> {
    private final URI host;
    private final String api;
    private final DockerHttpClient http;
    private @Nullable DockerClient client;

    /** @param api the version that was agreed upon, {@code 1.44} */
    Commands(URI host, String api, DockerHttpClient http) {
        this.host = host;
        this.api = api;
        this.http = http;
    }

    @Override
    public synchronized DockerClient get() {
        if (client == null) {
            client = DockerClientImpl.getInstance(new ClientConfig(host, RemoteApiVersion.parseConfig(api)), http);
        }
        return client;
    }
}
