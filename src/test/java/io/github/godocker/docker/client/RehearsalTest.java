package io.github.godocker.docker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The rehearsal in class loaders that are closed right after it, as Maven does it with that of a plugin. */
class RehearsalTest {
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    @BeforeEach
    void listen() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
    }

    @AfterEach
    void stopListening() {
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    /** At a moment of its way that is another one each time, from its first class to its last. */
    @RepeatedTest(12)
    void isOverWhenItIsClosed(RepetitionInfo repetition) throws Exception {
        try (URLClassLoader plugin = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = Class.forName(Rehearsal.class.getName(), true, plugin);
            Class<?> piece = Class.forName(Rehearsal.Piece.class.getName(), true, plugin);
            AutoCloseable rehearsal = (AutoCloseable) type.getMethod("start", piece.arrayType())
                    .invoke(null, (Object) java.lang.reflect.Array.newInstance(piece, 0));
            Thread.sleep(25L * repetition.getCurrentRepetition());

            rehearsal.close();

            assertThat(threadsOf(plugin)).isEmpty();
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void playsToItsEndWhereNobodyClosesIt() throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        try (Rehearsal ignored = Rehearsal.start(last::countDown)) {
            last.await();
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void takesNoInterruptAway() {
        Rehearsal rehearsal = Rehearsal.start();
        Thread.currentThread().interrupt();

        rehearsal.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    /** Those that have come since, but for the JDK's own. */
    private List<String> threadsOf(ClassLoader plugin) {
        List<String> names = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread)
                    && (thread.getName().startsWith("go-docker")
                            || thread.getName().startsWith("docker-java")
                            || thread.getContextClassLoader() == plugin)) {
                names.add(thread.getName());
            }
        }
        return names;
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> {
                    try {
                        return Path.of(entry).toUri().toURL();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.toList())
                .toArray(URL[]::new);
    }
}
