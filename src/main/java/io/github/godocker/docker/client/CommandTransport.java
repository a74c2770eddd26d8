package io.github.godocker.docker.client;

import com.github.dockerjava.transport.DockerHttpClient;
import io.github.godocker.Companion;
import io.github.godocker.docker.client.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our transport, as docker-java's commands want it. */
record CommandTransport(Transport transport) implements DockerHttpClient {
    @Override
    public Response execute(Request request) {
        InputStream input = request.hijackedInput();
        try {
            var answer = transport.execute(ours(request));
            Companion sender = null;
            if (input != null && answer.raw() != null) {
                OutputStream output = answer.output();
                sender = Companion.start("go-docker-stdin", () -> send(input, output));
            }
            return new Answer(answer, sender);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static io.github.godocker.docker.client.transport.Request ours(Request request) {
        var ours = io.github.godocker.docker.client.transport.Request.of(request.method(), request.path());
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            ours = ours.header(header.getKey(), header.getValue());
        }
        byte[] bytes = request.bodyBytes();
        InputStream body = request.body();
        if (bytes != null) {
            ours = ours.bytes(bytes);
        } else if (body != null) {
            ours = ours.stream(body);
        }
        return request.hijackedInput() == null ? ours : ours.upgrade("tcp");
    }

    /** The standard input of a container, to its end. */
    private static void send(InputStream input, OutputStream output) {
        byte[] buffer = new byte[1 << 13];
        try (output) {
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                output.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One of the two sides is gone; whoever reads the answer learns it too.
        }
    }

    /** The transport belongs to whoever made it. */
    @Override
    public void close() {}

    private record Answer(
            io.github.godocker.docker.client.transport.Response answer,
            @Nullable Companion sender) implements Response {
        /** docker-java takes 101, which is success, for a failure. */
        @Override
        public int getStatusCode() {
            return answer.status() == 101 ? 200 : answer.status();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return answer.headers();
        }

        @Override
        public InputStream getBody() {
            return answer.body();
        }

        @Override
        public void close() {
            answer.close();
            if (sender != null) {
                sender.close();
            }
        }
    }
}
