package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.ContainerStates.shortId;

import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.io.InputStream;

/** Archives into a container and out of it. */
record ContainerFiles(Connection connection, String id) {
    private static final String AGAIN = "Run the build again; `docker info` tells whether the daemon is well.";

    void copyIn(String directory, TarStream tar) {
        Deed deed = new Deed("copy", "copying", "files into container " + shortId(id));
        Request put = connection
                .endpoint()
                .put("/containers/" + id + "/archive?path=" + Endpoint.encode(directory))
                .header("Content-Type", "application/x-tar");
        var unused = IdleLimit.stream(connection.limits().idle(), deed, AGAIN, limit -> {
            connection
                    .endpoint()
                    .open(put.stream(new ProgressInput(tar, limit)))
                    .close();
            return true;
        });
    }

    InputStream copyOut(String path) {
        // The transport for named pipes would ask for gzip, which the daemon then does, at a tenth of the speed.
        Request get = connection
                .endpoint()
                .get("/containers/" + id + "/archive?path=" + Endpoint.encode(path))
                .header("Accept-Encoding", "identity");
        Deed deed = new Deed("copy", "copying", path + " out of container " + shortId(id));
        IdleLimit limit = IdleLimit.start(connection.limits().idle(), deed);
        try {
            return new CopiedOut(connection.endpoint().open(get), limit);
        } catch (IOException | RuntimeException e) {
            throw limit.failed(e, AGAIN);
        }
    }

    /** Fails in our words, and not at all for want of anybody who waits: the limit ends with it. */
    private static final class CopiedOut extends AwaitedInput {
        private final Response response;

        CopiedOut(Response response, IdleLimit limit) {
            super(response.body(), limit);
            this.response = response;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException | RuntimeException e) {
                throw limit.failed(e, AGAIN);
            }
        }

        @Override
        public void close() {
            limit.end();
            response.close();
        }
    }
}
