package io.github.godocker.docker.client;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.TarStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A container whose life hangs on a connection of this process: the daemon closes its standard input when the
 * connection ends, however this JVM ends, its command then ends, and the daemon removes it. No watchdog container, no
 * sweep at the next start.
 */
final class HeldContainer implements Container {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final DockerClient client;
    private final DockerHttpClient http;
    private final String apiPath;
    private final String id;
    private final Lifeline lifeline;
    private final StreamCallback<Frame> attachment;
    private final AtomicBoolean closed = new AtomicBoolean();
    /**
     * At the end of this JVM the connection is dropped by hand. It would go anyway, but HotSpot waits 0.3 s for a thread
     * that is reading from a socket ({@code VM_Exit::wait_for_threads_in_native_to_block}), with every build.
     */
    private final Thread atExit = new Thread(this::letGo, "go-docker-container-end");

    private HeldContainer(
            DockerClient client,
            DockerHttpClient http,
            String apiPath,
            String id,
            Lifeline lifeline,
            StreamCallback<Frame> attachment) {
        this.client = client;
        this.http = http;
        this.apiPath = apiPath;
        this.id = id;
        this.lifeline = lifeline;
        this.attachment = attachment;
    }

    static HeldContainer open(
            DockerClient client,
            DockerHttpClient http,
            String apiPath,
            ContainerSpec spec,
            byte[] stdin,
            Consumer<String> firstLine) {
        return IdleLimit.request(
                START_LIMIT,
                new IdleLimit.Deed("start", "starting", "a container of " + spec.image()),
                "Try `docker run --rm " + spec.image() + " true`; an image for building needs a shell and Go.",
                () -> start(client, http, apiPath, spec, stdin, firstLine));
    }

    private static HeldContainer start(
            DockerClient client,
            DockerHttpClient http,
            String apiPath,
            ContainerSpec spec,
            byte[] stdin,
            Consumer<String> firstLine)
            throws Exception {
        String id = create(client, spec);
        Lifeline lifeline = new Lifeline(stdin);
        CompletableFuture<String> first = new CompletableFuture<>();
        List<String> complaints = new ArrayList<>();
        Lines stdout = new Lines(first::complete);
        Lines stderr = new Lines(complaints::add);
        StreamCallback<Frame> attachment = new StreamCallback<>(
                frame -> (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).write(frame.getPayload()));
        HeldContainer container = new HeldContainer(client, http, apiPath, id, lifeline, attachment);
        Runtime.getRuntime().addShutdownHook(container.atExit);
        try {
            client.attachContainerCmd(id)
                    .withStdIn(lifeline)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true)
                    .exec(attachment);
            attachment.awaitStart();
            Thread watch = new Thread(() -> endOf(attachment, first), "go-docker-container-start");
            watch.setDaemon(true);
            client.startContainerCmd(id).exec();
            watch.start();
            firstLine.accept(first.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS));
            return container;
        } catch (ExecutionException | TimeoutException e) {
            container.close();
            throw new IOException(complaints.isEmpty() ? "it ended without a word" : String.join(" ", complaints), e);
        } catch (Exception e) {
            container.close();
            throw e;
        }
    }

    /** A container that ends before its first line would let the caller wait for nothing. */
    private static void endOf(StreamCallback<Frame> attachment, CompletableFuture<String> first) {
        try {
            attachment.await();
        } catch (Exception e) {
            first.completeExceptionally(e);
        }
        first.completeExceptionally(new IOException("the container ended"));
    }

    private static String create(DockerClient client, ContainerSpec spec) {
        List<com.github.dockerjava.api.model.Mount> mounts = new ArrayList<>();
        for (ContainerSpec.Mount mount : spec.mounts()) {
            var native_ = new com.github.dockerjava.api.model.Mount().withTarget(mount.target());
            if (mount instanceof ContainerSpec.Bind bind) {
                // As a mount, not a "bind": a bind would create a missing source on the daemon's host, owned by root.
                mounts.add(native_.withType(MountType.BIND)
                        .withSource(bind.source().toString()));
            } else if (mount instanceof ContainerSpec.Volume volume) {
                mounts.add(native_.withType(MountType.VOLUME)
                        .withSource(volume.name())
                        .withVolumeOptions(
                                new com.github.dockerjava.api.model.VolumeOptions().withLabels(volume.labels())));
            }
        }
        HostConfig host = HostConfig.newHostConfig().withAutoRemove(true).withMounts(mounts);
        if (spec.network() != null) {
            host.withNetworkMode(spec.network());
        }
        return client.createContainerCmd(spec.image())
                .withHostConfig(host)
                .withEntrypoint(spec.command())
                .withCmd(List.of())
                .withLabels(spec.labels())
                .withUser("0:0")
                .withWorkingDir("/")
                .withStdinOpen(true)
                .withStdInOnce(true)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int exec(Exec exec, BiConsumer<Stream, String> output) {
        String command = exec.command().get(0);
        try {
            String execId = client.execCreateCmd(id)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .withCmd(exec.command().toArray(String[]::new))
                    .withEnv(exec.environment().entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .toList())
                    .withUser(exec.user())
                    .withWorkingDir(exec.directory())
                    .exec()
                    .getId();
            Lines stdout = new Lines(line -> output.accept(Stream.STDOUT, line));
            Lines stderr = new Lines(line -> output.accept(Stream.STDERR, line));
            StreamCallback<Frame> callback = new StreamCallback<>(
                    frame -> (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).write(frame.getPayload()));
            client.execStartCmd(execId).exec(callback);
            callback.await();
            stdout.end();
            stderr.end();
            Long code = client.inspectExecCmd(execId).exec().getExitCodeLong();
            if (code == null) {
                throw new IOException("the container ended while it ran");
            }
            return code.intValue();
        } catch (GoDockerException e) {
            throw e;
        } catch (Exception e) {
            if (DockerErrors.isInterrupt(e)) {
                // The daemon lets the command run on; only the end of its container ends it.
                close();
                Thread.currentThread().interrupt();
                throw new GoDockerException(
                        "Interrupted while running " + command + "; removed container " + id.substring(0, 12) + ".",
                        "Run the build again.",
                        e);
            }
            throw new GoDockerException(
                    "Cannot run " + command + " in container " + id.substring(0, 12) + ": " + DockerErrors.words(e)
                            + ".",
                    "Did somebody remove the container, or was Docker restarted? Run the build again.",
                    e);
        }
    }

    @Override
    public void copyIn(String directory, TarStream tar) {
        try {
            client.copyArchiveToContainerCmd(id)
                    .withTarInputStream(tar)
                    .withRemotePath(directory)
                    .exec();
        } catch (RuntimeException e) {
            throw new GoDockerException(
                    "Cannot copy files into container " + id.substring(0, 12) + ": " + DockerErrors.words(e) + ".",
                    "Run the build again; `docker info` tells whether the daemon is well.",
                    e);
        }
    }

    @Override
    public InputStream copyOut(String path) {
        // Not docker-java's command: its transport asks for gzip, which the daemon then does, at a tenth of the speed.
        Request get = Request.builder()
                .method("GET")
                .path(apiPath + "/containers/" + id + "/archive?path="
                        + URLEncoder.encode(path, StandardCharsets.UTF_8))
                .putHeader("Accept-Encoding", "identity")
                .build();
        try {
            Response response = http.execute(get);
            if (response.getStatusCode() != 200) {
                String words = new String(response.getBody().readNBytes(1 << 16), StandardCharsets.UTF_8);
                response.close();
                throw new IOException(DockerErrors.clean(words));
            }
            return new FilterInputStream(response.getBody()) {
                @Override
                public void close() {
                    response.close();
                }
            };
        } catch (IOException | RuntimeException e) {
            throw new GoDockerException(
                    "Cannot copy " + path + " out of container " + id.substring(0, 12) + ": " + DockerErrors.words(e)
                            + ".",
                    "Run the build again; `docker info` tells whether the daemon is well.",
                    e);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // An interrupt would close the channel of the very request that cleans up.
        boolean interrupted = Thread.interrupted();
        try {
            remove(client, id);
        } catch (RuntimeException e) {
            // The end of the lifeline removes it a moment later.
        } finally {
            letGo();
            forgetAtExit();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the connection that the container's life hangs on. */
    private void letGo() {
        lifeline.cut();
        attachment.close();
    }

    private void forgetAtExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook running or done.
        }
    }

    static void remove(DockerClient client, String id) {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException e) {
            // Gone already, or just being removed because its command ended.
        }
    }

    /** The container's standard input: the given bytes, then open until it is cut. */
    private static final class Lifeline extends InputStream {
        private final byte[] bytes;
        private int position;
        private final CountDownLatch cut = new CountDownLatch(1);

        Lifeline(byte[] bytes) {
            this.bytes = bytes;
        }

        void cut() {
            cut.countDown();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (position < bytes.length) {
                int count = Math.min(length, bytes.length - position);
                System.arraycopy(bytes, position, buffer, offset, count);
                position += count;
                return count;
            }
            // docker-java's pump runs into the closed connection at the end and would print a stack trace.
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            try {
                cut.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return -1;
        }
    }
}
