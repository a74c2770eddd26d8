package io.github.godocker.docker.client.address;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** The program whose input and output are a connection to a daemon on another machine. */
public final class SshCommand {
    private SshCommand() {}

    /**
     * What the docker CLI runs (cli/connhelper), in its words, and without questions: keys, agent and ~/.ssh/config must
     * suffice.
     *
     * @param daemon {@code ssh://[user@]host[:port][/path/of/the/socket]}, as {@link DaemonAddress} gives it
     */
    public static List<String> to(URI daemon) {
        Matcher authority = AddressGrammar.AUTHORITY.matcher(daemon.getRawAuthority());
        if (!authority.matches()) {
            throw new IllegalArgumentException("Not the address of an ssh host: " + daemon);
        }
        List<String> command = new ArrayList<>(List.of(
                "ssh",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=30",
                // A connection that a firewall forgot would look alive while only Java is built.
                "-o",
                "ServerAliveInterval=30",
                "-T"));
        String user = authority.group("user");
        if (user != null) {
            // Undoes the %-escapes of a URI.
            command.addAll(List.of("-l", URI.create("ssh:" + user).getSchemeSpecificPart()));
        }
        if (authority.group("port") != null) {
            command.addAll(List.of("-p", authority.group("port")));
        }
        command.addAll(List.of("--", authority.group("host").replaceAll("[\\[\\]]", "")));
        command.add("docker");
        String path = daemon.getPath();
        if (!path.replace("/", "").isEmpty()) {
            // The other side's shell reads the command.
            command.add("'--host=unix://" + path.replace("'", "'\\''") + "'");
        }
        command.addAll(List.of("system", "dial-stdio"));
        return command;
    }
}
