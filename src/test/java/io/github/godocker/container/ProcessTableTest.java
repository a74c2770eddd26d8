package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.godocker.docker.ContainerProcesses;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    private final ProcessTable table = new ProcessTable();

    @Test
    void showsAllContainersInOneTable() {
        table.add("orders", "1", processes("7", "/orders -v"));
        table.add("db", "2", processes("12345", "postgres"));
        assertEquals(
                List.of("NAME    PID    CMD", "orders  7      /orders -v", "db      12345  postgres"), table.rows());
        assertEquals(
                List.of(
                        "{\"name\":\"orders\",\"id\":\"1\",\"pid\":\"7\",\"cmd\":\"/orders -v\"}",
                        "{\"name\":\"db\",\"id\":\"2\",\"pid\":\"12345\",\"cmd\":\"postgres\"}"),
                table.json());
    }

    @Test
    void otherColumnsHaveAHeadOfTheirOwn() {
        table.add("orders", "1", processes("7", "/orders"));
        table.add("db", "2", new ContainerProcesses(List.of("COMMAND"), List.of(List.of("postgres"))));
        assertEquals(
                List.of("NAME    PID       CMD", "orders  7         /orders", "NAME    COMMAND", "db      postgres"),
                table.rows());
    }

    private static ContainerProcesses processes(String pid, String command) {
        return new ContainerProcesses(List.of("PID", "CMD"), List.of(List.of(pid, command)));
    }
}
