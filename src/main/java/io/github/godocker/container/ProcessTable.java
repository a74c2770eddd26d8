package io.github.godocker.container;

import io.github.godocker.Json;
import io.github.godocker.docker.ContainerProcesses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The processes of several containers, as one table for people or lines of JSON for programs. */
public final class ProcessTable {
    private final List<List<String>> lines = new ArrayList<>();
    private final List<String> json = new ArrayList<>();
    private List<String> titles = List.of();

    /** @param name of the container */
    public void add(String name, String id, ContainerProcesses processes) {
        // One daemon has one ps; another order of columns would need a head of its own.
        if (!processes.titles().equals(titles)) {
            titles = processes.titles();
            lines.add(line("NAME", titles));
        }
        for (List<String> row : processes.rows()) {
            lines.add(line(name, row));
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("id", id);
            for (int i = 0; i < Math.min(row.size(), titles.size()); i++) {
                fields.put(titles.get(i).toLowerCase(Locale.ROOT), row.get(i));
            }
            json.add(Json.write(fields));
        }
    }

    private static List<String> line(String name, List<String> columns) {
        List<String> line = new ArrayList<>();
        line.add(name);
        line.addAll(columns);
        return line;
    }

    /** The head and a row for each process; each column is as wide as its widest value. */
    public List<String> rows() {
        Map<Integer, Integer> widths = new LinkedHashMap<>();
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                widths.merge(i, line.get(i).length(), Math::max);
            }
        }
        List<String> rows = new ArrayList<>();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                String value = line.get(i);
                row.append(value);
                if (i < line.size() - 1) {
                    row.append(" ".repeat(widths.getOrDefault(i, 0) - value.length() + 2));
                }
            }
            rows.add(row.toString());
        }
        return rows;
    }

    /** A line for each process, its fields by the names of {@code ps} in small letters. */
    public List<String> json() {
        return List.copyOf(json);
    }
}
