package io.github.godocker.docker;

/**
 * Which lines of a container's output.
 *
 * @param follow whether those too that are still to come
 * @param since seconds since 1970 of the first, with a fraction; empty for all
 * @param until the same of the last
 * @param tail how many of the last lines; empty for all
 * @param timestamps whether each line begins with its time and a blank
 */
public record ContainerLogs(
        boolean follow, boolean stdout, boolean stderr, String since, String until, String tail, boolean timestamps) {
    public static final ContainerLogs ALL = new ContainerLogs(false, true, true, "", "", "", false);
}
