package io.github.godocker.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderSpecTest {
    @TempDir
    Path directory;

    @Test
    void takesTheGroupOfASocketThatIsRoots() throws Exception {
        Path socket = Files.createFile(directory.resolve("docker.sock"));
        assumeTrue(Files.getAttribute(socket, "unix:uid").equals(0), "only root makes files of root");
        Files.setAttribute(socket, "unix:gid", 998);
        assertEquals(
                "998", BuilderSpec.Socket.of(URI.create("unix://" + socket)).group());
    }

    /** A rootless daemon refuses groups that its user does not have: setgroups: invalid argument. */
    @Test
    void takesNoGroupOfASocketThatIsAUsers() throws Exception {
        Path socket = Files.createFile(directory.resolve("docker.sock"));
        if (Files.getAttribute(socket, "unix:uid").equals(0)) {
            Files.setAttribute(socket, "unix:uid", 65534);
        }
        assertEquals("", BuilderSpec.Socket.of(URI.create("unix://" + socket)).group());
    }

    @Test
    void knowsNoGroupOnAnotherMachineOrWhereNothingIs() {
        assertEquals(
                new BuilderSpec.Socket(Path.of("/var/run/docker.sock"), ""),
                BuilderSpec.Socket.of(URI.create("tcp://far:2376")));
        assertEquals(
                "", BuilderSpec.Socket.of(URI.create("unix:///nothing/here")).group());
    }
}
