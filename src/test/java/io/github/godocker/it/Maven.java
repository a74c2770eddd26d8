package io.github.godocker.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Maven once more, out of a script: for builds in which something has to happen before, between or during them that
 * invoker.properties cannot say. Each run's output is in {@code runs/<n>.log} beside the project; in it, it would be a
 * changed file of the module.
 */
public final class Maven {
    private static final int LIMIT_SECONDS = 300;
    /** Most of these builds are little more than a start of Maven; pom.xml says the same for the first of each IT. */
    static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final File runs;
    private final String mavenHome;
    private final String localRepository;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> prefix = new ArrayList<>();
    private File directory;
    private final String settings;
    private File settingsFile;
    private int count;

    /** @param variables of the script, {@code binding.variables}: where Maven and the project under test are */
    public Maven(File basedir, Map<String, Object> variables) throws IOException {
        this.directory = basedir;
        this.runs = new File(basedir.getParentFile(), "runs/" + basedir.getName());
        this.mavenHome = String.valueOf(variables.get("mavenHome"));
        this.localRepository = String.valueOf(variables.get("localRepositoryPath"));
        this.settings = Files.readString(Path.of(String.valueOf(variables.get("settingsFile"))))
                .replace("@localRepositoryUrl@", String.valueOf(variables.get("localRepositoryUrl")));
        settings("");
    }

    /** What a run ended with. */
    public record Run(int exit, String log) {
        public boolean ok() {
            return exit == 0;
        }

        /** Lines that hold a text. */
        public List<String> lines(String text) {
            return log.lines().filter(line -> line.contains(text)).toList();
        }

        /** The message of Maven for a failed goal, with its following lines, as a user reads it. */
        public String error() {
            StringBuilder message = new StringBuilder();
            boolean inside = false;
            for (String line : log.lines().toList()) {
                if (line.contains("[ERROR] Failed to execute goal")) {
                    inside = true;
                } else if (line.startsWith("[ERROR] -> [Help") || line.startsWith("[ERROR] To see the full stack")) {
                    inside = false;
                }
                if (inside) {
                    message.append(line.replaceFirst("^\\[ERROR\\] ?", "")).append('\n');
                }
            }
            return message.toString();
        }
    }

    public Maven in(File other) {
        directory = other;
        return this;
    }

    /** Sets an environment variable; null means that it is as in this process. */
    public Maven with(String variable, String value) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        return this;
    }

    /** A program that runs Maven: {@code setpriv --reuid=1 ...}. */
    public Maven by(String... command) {
        prefix.clear();
        prefix.addAll(List.of(command));
        return this;
    }

    /** Puts these elements ({@code <servers>...}) into the settings of all further runs. */
    public Maven settings(String elements) throws IOException {
        settingsFile = new File(runs, "settings.xml");
        Files.createDirectories(runs.toPath());
        Files.writeString(settingsFile.toPath(), settings.replace("<settings>", "<settings>" + elements));
        return this;
    }

    /** Runs Maven to its end. */
    public Run run(String... arguments) throws IOException, InterruptedException {
        File log = new File(runs, ++count + ".log");
        Process process = start(log, arguments);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("mvn " + String.join(" ", arguments) + " hangs: " + read(log));
        }
        return new Run(process.exitValue(), read(log));
    }

    /** Starts Maven; the process is its JVM. */
    public Process start(File log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        // A shell that started the tests in the background lets everything below ignore Ctrl-C.
        command.addAll(List.of("env", "--default-signal=INT", mavenHome + "/bin/mvn", "-B", "-ntp"));
        command.addAll(List.of("-s", settingsFile.getPath(), "-Dmaven.repo.local=" + localRepository));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory)
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        builder.environment().put("MAVEN_OPTS", QUICK_START);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /**
     * Starts Maven at a terminal of 40 rows and 100 columns, where the process's input is typed; {@code ended <code>} is
     * printed when Maven has ended, and {@code raw} if the terminal is left as a program had it.
     */
    public Process atTerminal(File log, String... arguments) throws IOException {
        StringBuilder maven = new StringBuilder();
        Stream.of(
                        Stream.of(mavenHome + "/bin/mvn", "-ntp", "-s", settingsFile.getPath()),
                        Stream.of("-Dmaven.repo.local=" + localRepository),
                        Stream.of(arguments))
                .flatMap(all -> all)
                .forEach(word -> maven.append(" '").append(word).append('\''));
        // Not all of its state: Maven 4 itself leaves another speed behind.
        String shell =
                "stty rows 40 cols 100;" + maven + "; echo ended $?; stty -a | grep -q -e ' -icanon' && echo raw";
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", shell, "/dev/null")
                .directory(directory)
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        builder.environment().put("MAVEN_OPTS", QUICK_START);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Maven 4 that stays, with the settings of now. */
    public MavenShell shell(String home) throws IOException {
        return new MavenShell(
                home,
                directory,
                new File(runs, "shell.log"),
                "-s",
                settingsFile.getPath(),
                "-Dmaven.repo.local=" + localRepository);
    }

    public static String read(File log) throws IOException {
        return Files.readString(log.toPath(), StandardCharsets.UTF_8);
    }
}
