package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an image starts: the command that the user gave, else one of the image's own executables.
 *
 * @param command program and first arguments
 * @param doubt what the user should know, with the way to choose; empty if it is certain
 */
public record Entrypoint(List<String> command, Optional<String> doubt) {

    public Entrypoint {
        command = List.copyOf(command);
    }

    /**
     * The user's command if there is one, else an executable.
     *
     * @param command the parameter {@code entrypoint}; empty where it is not set
     * @param mainBinary the parameter; null or blank where it is not set
     * @param binaries names without the platform's suffix
     * @param suffix what the platform appends to them
     * @param names the image's, the project's and the module's, in this order
     * @param nothingElse whether the image has nothing else to start; asked only where there is a command
     * @throws GoDockerException if both are set, or nothing can be started
     */
    public static Entrypoint choose(
            List<String> command,
            @Nullable String mainBinary,
            List<String> binaries,
            String suffix,
            List<String> names,
            BooleanSupplier nothingElse) {
        if (command.isEmpty()) {
            return of(binaries, suffix, mainBinary, names);
        }
        if (mainBinary != null && !mainBinary.isBlank()) {
            throw new GoDockerException(
                    "Cannot start " + mainBinary.strip() + ": <entrypoint> is set to " + String.join(" ", command)
                            + ".",
                    "Leave out <mainBinary> or <entrypoint>.");
        }
        return given(command, binaries.stream().map(each -> each + suffix).toList(), nothingElse.getAsBoolean());
    }

    /**
     * The one that the user named as {@code mainBinary}, else the only one, else the first that has one of these names,
     * else the first one, which is a guess.
     *
     * @param binaries names without the platform's suffix
     * @param suffix what the platform appends to them
     * @param names the image's, the project's and the module's, in this order
     * @throws GoDockerException if there is none of the name that the user chose
     */
    static Entrypoint of(List<String> binaries, String suffix, @Nullable String chosen, List<String> names) {
        String name = chosen == null ? "" : chosen.strip();
        if (!name.isEmpty()) {
            if (!binaries.contains(name)) {
                throw new GoDockerException(
                        "Cannot start " + name + ": the image gets no executable of that name.",
                        "Set <mainBinary> to one of " + String.join(", ", binaries) + ", or leave it out.");
            }
            return certain(name + suffix);
        }
        if (binaries.size() == 1) {
            return certain(binaries.get(0) + suffix);
        }
        Optional<String> meant = names.stream().filter(binaries::contains).findFirst();
        if (meant.isPresent()) {
            return certain(meant.get() + suffix);
        }
        if (binaries.isEmpty()) {
            return new Entrypoint(List.of(), Optional.empty());
        }
        String first = binaries.get(0);
        return new Entrypoint(
                List.of(path(first + suffix)),
                Optional.of("The image starts " + first + ", the first of " + String.join(", ", binaries)
                        + ": none is called as the image. Set <mainBinary> to the one that is meant."));
    }

    /**
     * The user's own command, held against what the image holds as far as that is known.
     *
     * @param executables names with the platform's suffix
     * @param nothingElse whether the image has no other files
     * @throws GoDockerException if it can start nothing
     */
    static Entrypoint given(List<String> command, List<String> executables, boolean nothingElse) {
        String program = command.get(0);
        boolean ours = program.startsWith(ImageSpec.BINARY_DIRECTORY);
        String name = ours ? program.substring(ImageSpec.BINARY_DIRECTORY.length()) : program;
        // What is relative depends on the working directory; a bare name is looked up in PATH.
        boolean known = ours || program.indexOf('/') < 0 || program.startsWith("/");
        if (!known || executables.contains(name)) {
            return new Entrypoint(command, Optional.empty());
        }
        String problem = "Cannot start " + program + ": the image gets no such program.";
        String next = "Its executables are " + String.join(", ", executables) + " in " + ImageSpec.BINARY_DIRECTORY
                + ": correct <entrypoint>, or leave it out.";
        if (nothingElse) {
            throw new GoDockerException(problem, next);
        }
        // Another one may be in the base or among the files.
        return new Entrypoint(
                command,
                ours
                        ? Optional.of("The image starts " + program + ", which is none of its executables "
                                + String.join(", ", executables) + ". Correct <entrypoint> if no file of that name"
                                + " is in the base.")
                        : Optional.empty());
    }

    private static Entrypoint certain(String executable) {
        return new Entrypoint(List.of(path(executable)), Optional.empty());
    }

    private static String path(String executable) {
        return ImageSpec.BINARY_DIRECTORY + executable;
    }
}
