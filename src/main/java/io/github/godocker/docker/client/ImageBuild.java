package io.github.godocker.docker.client;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.BuildRequest;
import io.github.godocker.docker.BuildStep;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;

/** A build in the daemon, by BuildKit or by the classic builder. */
final class ImageBuild {
    private final Connection connection;
    private final Endpoint endpoint;

    ImageBuild(Connection connection) {
        this.connection = connection;
        this.endpoint = connection.endpoint();
    }

    /** Runs it to its end. */
    void run(BuildRequest request, TarStream context, Consumer<BuildStep> progress) {
        Deed deed = new Deed("build", "building", "image " + request.tags().get(0));
        var unused =
                IdleLimit.stream(connection.limits().idle(), deed, connection.advice(), limit -> {
                    String buildId = UUID.randomUUID().toString();
                    Request post = endpoint
                            .post("/build?" + buildQuery(request, buildId))
                            .header("Content-Type", "application/x-tar")
                            .stream(new ProgressInput(context, limit));
                    try (Response response = endpoint.open(post)) {
                        readBuild(response, limit, progress);
                        return true;
                    } catch (Exception e) {
                        if (connection.engine().buildKit() && DockerErrors.isInterrupt(e)) {
                            cancelBuild(buildId);
                        }
                        throw e;
                    }
                });
    }

    /** The daemon ends a build whose client is gone, but not at once: RUN steps go on for a while. */
    private void cancelBuild(String buildId) {
        boolean interrupted = Thread.interrupted();
        Request cancel = endpoint.post("/build/cancel?id=" + buildId);
        try {
            var unused = IdleLimit.request(
                    connection.limits().giveUp(),
                    new Deed("cancel", "cancelling", "a build"),
                    connection.advice(),
                    () -> {
                        endpoint.open(cancel).close();
                        return true;
                    });
        } catch (GoDockerException e) {
            // The build is given up either way, and why is already known.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String buildQuery(BuildRequest request, String buildId) {
        StringBuilder query = new StringBuilder("rm=1&forcerm=1");
        if (connection.engine().buildKit()) {
            query.append("&version=2&buildid=").append(buildId);
        }
        query.append("&dockerfile=").append(Endpoint.encode(request.dockerfile()));
        for (ImageReference tag : request.tags()) {
            query.append("&t=").append(Endpoint.encode(tag.toString()));
        }
        if (request.platform() != null) {
            query.append("&platform=").append(Endpoint.encode(request.platform()));
        }
        if (!request.buildArgs().isEmpty()) {
            query.append("&buildargs=").append(Endpoint.encode(Json.write(request.buildArgs())));
        }
        if (request.network() != null) {
            query.append("&networkmode=").append(Endpoint.encode(request.network()));
        }
        return query.toString();
    }

    private static void readBuild(Response response, IdleLimit limit, Consumer<BuildStep> progress) throws IOException {
        BuildTrace trace = new BuildTrace(progress);
        boolean[] complete = new boolean[1];
        try {
            Items.forEach(response, limit, item -> {
                Json aux = item.path("aux");
                if (item.path("id").text().equals("moby.buildkit.trace")) {
                    trace.read(aux.text());
                } else if (!aux.path("ID").isMissing()) {
                    complete[0] = true;
                } else if (!item.path("stream").isMissing()) {
                    classicStep(item.path("stream").text().strip(), progress);
                }
            });
        } finally {
            // What a step printed last may have no line end, above all if it failed.
            trace.end();
        }
        if (!complete[0]) {
            throw new IOException("the connection to Docker was lost before the image was complete");
        }
    }

    private static void classicStep(String line, Consumer<BuildStep> progress) {
        if (line.isEmpty() || line.startsWith("--->") || line.startsWith("Successfully ")) {
            return;
        }
        progress.accept(new BuildStep(line.startsWith("Step ") ? BuildStep.Kind.STARTED : BuildStep.Kind.OUTPUT, line));
    }
}
