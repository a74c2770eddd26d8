package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.EngineDetails;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.Images;
import io.github.godocker.docker.Networks;
import io.github.godocker.docker.Storage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A daemon that says what a test tells it of each push and pull, in turn; nothing means that it succeeds. */
class FakeDocker implements Docker {
    static final String ID = "sha256:" + "a".repeat(64);
    static final String DIGEST = "sha256:" + "d".repeat(64);

    /** What each push and pull ends with: the words of its failure, or an exception as it is. */
    final BlockingQueue<Object> failures = new LinkedBlockingQueue<>();
    /** The pushes and pulls: {@code pull a/b:1}. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    private final List<String> present = new CopyOnWriteArrayList<>();
    volatile Runnable whilePulling = () -> {};

    FakeDocker has(String image) {
        present.add(image);
        return this;
    }

    @Override
    public Engine engine() {
        return new Engine("unix:///fake.sock", "20.10.24", true);
    }

    @Override
    public Images images() {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "find" -> present.contains((String) arguments[0]) ? Optional.of(imageDetails()) : Optional.empty();
            case "pull" -> {
                whilePulling.run();
                transfer("pull", String.valueOf(arguments[0]));
                present.add(String.valueOf(arguments[0]));
                yield null;
            }
            case "push" -> {
                transfer("push", String.valueOf(arguments[0]));
                yield DIGEST;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        };
        return (Images) Proxy.newProxyInstance(Images.class.getClassLoader(), new Class<?>[] {Images.class}, handler);
    }

    @Override
    public Containers containers() {
        throw new UnsupportedOperationException("containers");
    }

    @Override
    public Networks networks() {
        throw new UnsupportedOperationException("networks");
    }

    @Override
    public EngineDetails details() {
        throw new UnsupportedOperationException("details");
    }

    @Override
    public Storage storage() {
        throw new UnsupportedOperationException("storage");
    }

    @Override
    public void close() {}

    private static ImageDetails imageDetails() {
        return new ImageDetails(ID, "linux/amd64", 1, List.of(), java.util.Map.of(), List.of(), List.of(), List.of());
    }

    private void transfer(String verb, String image) {
        calls.add(verb + " " + image);
        Object failure = failures.poll();
        if (failure instanceof GoDockerException known) {
            throw known;
        }
        if (failure != null) {
            throw new GoDockerException("Cannot " + verb + " " + image + ": " + failure + ".", "Check the login.");
        }
    }
}
