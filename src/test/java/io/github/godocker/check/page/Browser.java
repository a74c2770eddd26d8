package io.github.godocker.check.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real browser, which {@code GO_DOCKER_TEST_BROWSER} names or the path has. Where there is none its tests are skipped,
 * but not in CI and not by {@code dev/test.sh}, which installs one. Pictures for people are in {@code target/page/}.
 */
public final class Browser {
    private static final int LIMIT_SECONDS = 120;
    static final Path PICTURES = Path.of("target/page").toAbsolutePath();

    private final Path directory;
    private final String browser;

    /** @param directory for its files */
    public Browser(Path directory) {
        this.directory = directory;
        String named = System.getenv("GO_DOCKER_TEST_BROWSER");
        browser = named != null && !named.isEmpty() ? named : onPath();
        if (browser.isEmpty()) {
            assertThat(System.getenv("CI"))
                    .as("CI must test the page: install chromium, or let GO_DOCKER_TEST_BROWSER name a browser")
                    .isNull();
        }
        assumeTrue(!browser.isEmpty(), "skipped: no browser, neither chromium nor GO_DOCKER_TEST_BROWSER");
    }

    /** What it printed. */
    public record Run(String document, String messages) {}

    /** Where a picture is to be. */
    public static Path picture(String name) throws IOException {
        Path file = Files.createDirectories(PICTURES).resolve(name + ".png");
        Files.deleteIfExists(file);
        return file;
    }

    private static String onPath() {
        for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
            for (String place : String.valueOf(System.getenv("PATH")).split(java.io.File.pathSeparator, -1)) {
                if (!place.isEmpty() && Files.isExecutable(Path.of(place, name))) {
                    return Path.of(place, name).toString();
                }
            }
        }
        return "";
    }

    public Run open(Path page, String fragment, String... options) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(directory, "profile");
        List<String> command = new ArrayList<>(List.of(
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--v=0",
                "--user-data-dir=" + profile));
        command.addAll(List.of(options));
        command.add(page.toUri() + fragment);
        Path out = profile.resolve("out");
        Path err = profile.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("the browser hangs: " + Files.readString(err));
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return new Run(Files.readString(out), Files.readString(err));
    }
}
