package io.github.godocker.docker.client;

import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import io.github.godocker.docker.client.transport.Transport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import org.jspecify.annotations.Nullable;

/** docker-java's transport, for the named pipes of Windows alone, which the JDK has no socket for. */
record PipeTransport(DockerHttpClient http) implements Transport {
    static PipeTransport to(URI pipe) {
        Commands.silence();
        return new PipeTransport(new ApacheDockerHttpClient.Builder()
                .dockerHost(pipe)
                .maxConnections(100)
                .build());
    }

    @Override
    public Response execute(Request request) throws IOException {
        DockerHttpClient.Request.Builder its =
                DockerHttpClient.Request.builder().method(request.method()).path(request.path());
        request.headers().forEach(its::putHeader);
        InputStream body = request.body();
        if (body != null && request.isStream()) {
            its.body(body);
        } else if (body != null) {
            its.bodyBytes(body.readAllBytes());
        }
        if (request.protocol() == null) {
            return answer(its, null);
        }
        if (!request.protocol().equals("tcp")) {
            throw new IOException("over a named pipe docker-java upgrades to nothing but tcp");
        }
        Pipe input = Pipe.open();
        try {
            return answer(its.hijackedInput(new Handed(Channels.newInputStream(input.source()))), input);
        } catch (IOException | RuntimeException e) {
            close(input);
            throw e;
        }
    }

    private Response answer(DockerHttpClient.Request.Builder request, @Nullable Pipe input) throws IOException {
        DockerHttpClient.Response answer;
        try {
            answer = http.execute(request.build());
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
        int status = answer.getStatusCode();
        OutputStream raw =
                input != null && (status == 101 || status == 200) ? Channels.newOutputStream(input.sink()) : null;
        return new Response(status, answer.getHeaders(), answer.getBody(), raw, () -> {
            close(input);
            answer.close();
        });
    }

    private static void close(@Nullable Pipe pipe) {
        if (pipe != null) {
            try {
                pipe.sink().close();
                pipe.source().close();
            } catch (IOException e) {
                // It leads nowhere any more.
            }
        }
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            // Only this process loses by it, and it is done with the daemon.
        }
    }

    /** What docker-java's thread sends on: it runs into the closed connection at the end, and would print a stack trace. */
    private static final class Handed extends FilterInputStream {
        Handed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            return super.read(buffer, offset, length);
        }
    }
}
