package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.ContainerStates.shortId;

import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Request;
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
        Request get = connection.endpoint().get("/containers/" + id + "/archive?path=" + Endpoint.encode(path));
        Deed deed = new Deed("copy", "copying", path + " out of container " + shortId(id));
        return Download.start(connection, get, deed, AGAIN);
    }
}
