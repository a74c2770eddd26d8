package io.github.godocker.it;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Several builds in one JVM, as in mvnd and IDEs: the shell of Maven 4, which reads commands from its input. */
public final class MavenShell implements AutoCloseable {
    private static final int LIMIT_SECONDS = 300;
    /** {@code 5: 2 48 io.github.godocker.Platform} */
    private static final Pattern INSTANCES =
            Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(io\\.github\\.godocker\\.\\S+)$", Pattern.MULTILINE);

    private static final Pattern LOADED = Pattern.compile("[|]--(io\\.github\\.godocker\\.[^\\s/]+)/0x");
    /** In the names of classes that are made at run time, as many as are needed. */
    private static final String MADE = "$$";

    private final File log;
    private final Process process;
    private final Writer commands;
    private int count;

    /** @param options of all builds: where the local repository is, the shell does not ask again */
    MavenShell(String home, File directory, File log, String... options) throws IOException {
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(home + "/bin/mvn", "--shell"), Stream.of(options))
                                .toList())
                .directory(directory)
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        // Without colours the shell fails at a terminal that is none.
        builder.environment().put("MAVEN_OPTS", Maven.QUICK_START + " -Dorg.jline.terminal.dumb.color=true");
        process = builder.start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Runs Maven and returns what it prints. */
    public String build(String arguments) throws IOException, InterruptedException {
        String sign = "over-" + ++count;
        int start = Maven.read(log).length();
        // The answer to a word that it does not know tells that the command before is over.
        commands.write("mvn -B -ntp " + arguments + "\n" + sign + "\n");
        commands.flush();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            String output = Maven.read(log).substring(start);
            int over = output.indexOf("Unknown command: " + sign);
            if (over >= 0) {
                return output.substring(0, over);
            }
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("mvn " + arguments + " does not end: " + output);
            }
            Thread.sleep(50);
        }
    }

    /** The objects of this plugin that are still in use, by class. */
    public Map<String, Integer> instances() throws IOException {
        Map<String, Integer> instances = new TreeMap<>();
        Matcher matcher = INSTANCES.matcher(ask("GC.class_histogram"));
        while (matcher.find()) {
            if (!matcher.group(2).contains(MADE)) {
                instances.put(matcher.group(2), Integer.valueOf(matcher.group(1)));
            }
        }
        return instances;
    }

    /** The classes of this plugin, each as often as it is loaded. */
    public List<String> loaded() throws IOException {
        return LOADED.matcher(ask("VM.class_hierarchy"))
                .results()
                .map(result -> result.group(1))
                .filter(name -> !name.contains(MADE))
                .sorted()
                .toList();
    }

    public String threads() throws IOException {
        return ask("Thread.print");
    }

    private String ask(String question) throws IOException {
        return Daemon.command(
                log.getParentFile(),
                System.getProperty("java.home") + "/bin/jcmd",
                String.valueOf(process.pid()),
                question);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        commands.write("exit\n");
        commands.close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the shell of Maven does not end");
        }
    }
}
