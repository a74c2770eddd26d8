package io.github.godocker.docker;

import java.util.List;

/**
 * The processes of a container, as {@code ps} of the daemon's machine shows them.
 *
 * @param titles of the columns
 * @param rows one for each process
 */
public record ContainerProcesses(List<String> titles, List<List<String>> rows) {
    public ContainerProcesses {
        titles = List.copyOf(titles);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
