package io.github.godocker.container;

import io.github.godocker.PomValues;
import io.github.godocker.container.settings.Command;
import io.github.godocker.container.settings.Exit;
import io.github.godocker.container.settings.Healthy;
import io.github.godocker.container.settings.Http;
import io.github.godocker.container.settings.Log;
import io.github.godocker.container.settings.Tcp;
import io.github.godocker.container.settings.Wait;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What must hold for the conditions of one container. */
record WaitRules(
        ContainerRules rules, List<Port> ports, @Nullable String network) {
    static final Pattern STATUSES = Pattern.compile("\\d{3}(\\.\\.\\d{3})?(,\\s*\\d{3}(\\.\\.\\d{3})?)*");
    /** What the JDK's client leaves out without a word where it is set. */
    private static final Set<String> NOT_SENT = Set.of(
            "access-control-request-headers",
            "access-control-request-method",
            "connection",
            "content-length",
            "content-transfer-encoding",
            "host",
            "keep-alive",
            "origin",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    /** Those that the JDK sends; a wait asks, and has nothing to patch. */
    private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|DELETE|OPTIONS");

    private static final int LARGEST_EXIT = 255;

    void check(List<Wait> waits) {
        for (int i = 0; i < waits.size(); i++) {
            Wait wait = waits.get(i);
            if (wait.timeout < 1) {
                rules.wrong("<timeout>" + wait.timeout + " is no time to wait", "Write seconds, at least 1.");
            }
            if (wait instanceof Log log) {
                regex("log", log.pattern);
                if (log.times < 1) {
                    rules.wrong("<times>" + log.times + " is no number of lines", "Write 1 or more.");
                }
            } else if (wait instanceof Tcp tcp) {
                if (isNumber("tcp", tcp)) {
                    reachable("tcp", tcp.port);
                }
            } else if (wait instanceof Http http) {
                check(http);
            } else if (wait instanceof Command command) {
                if (PomValues.clean(command.arguments).isEmpty()) {
                    rules.wrong("<command> of <waitFor> is empty", "Write <command>pg_isready -U app</command>.");
                }
            } else if (wait instanceof Exit exit) {
                if (isNumber("exit", exit) && (exit.code < 0 || exit.code > LARGEST_EXIT)) {
                    rules.wrong("<exit>" + exit.code + " is no exit code", "Write 0 to " + LARGEST_EXIT + ".");
                }
                if (i < waits.size() - 1) {
                    rules.wrong("nothing can be waited for after <exit>", "Put <exit> last.");
                }
            } else if (!(wait instanceof Healthy)) {
                rules.wrong(
                        "<waitFor> holds '" + wait.text()
                                + "' in an element that is none of log, tcp, http, healthy, command, exit",
                        "Correct its name; a timeout belongs into a condition:"
                                + " <exit><code>0</code><timeout>20</timeout></exit>.");
            }
        }
    }

    private boolean isNumber(String kind, Wait wait) {
        boolean is = wait.text().matches("-?\\d{0,5}");
        if (!is) {
            rules.wrong(
                    "<" + kind + ">" + wait.text() + " is no number", "Write a number, or what this element holds.");
        }
        return is;
    }

    private void check(Http http) {
        Integer port = http.port;
        if (port != null) {
            reachable("http", port);
        } else if (!"host".equals(network) && ports.stream().filter(Port::isTcp).count() != 1) {
            rules.wrong(
                    "<http> does not say which port",
                    "Write <http><port>8080</port><path>" + http.path + "</path></http>; <ports> has to hold it.");
        } else if ("host".equals(network)) {
            rules.wrong("<http> does not say which port", "Write <http><port>8080</port>…</http>.");
        }
        if (!http.path.startsWith("/")) {
            rules.wrong("<http> has the path '" + http.path + "'", "Begin it with a slash.");
        }
        rules.oneOf("status", http.status, STATUSES, "200, 200..399 or 200,404");
        rules.oneOf("method", http.method, METHOD, "GET, HEAD, POST, PUT, DELETE or OPTIONS");
        if (http.headers != null) {
            for (String name : http.headers.keySet()) {
                if (NOT_SENT.contains(name.toLowerCase(Locale.ROOT))) {
                    rules.wrong(
                            "<headers> of <http> has " + name + ", which cannot be sent",
                            "Leave it out, or wait by <command>: a program in the container may send what it likes.");
                }
            }
        }
        if (http.body != null) {
            regex("body", http.body);
        }
    }

    /** It is asked from here, where only published ports are. */
    private void reachable(String kind, int port) {
        if (!"host".equals(network) && ports.stream().noneMatch(each -> each.isTcp() && each.container() == port)) {
            rules.wrong(
                    "<" + kind + "> waits for port " + port + ", which is not published",
                    "Add <port>" + port + "</port> to its <ports>.");
        }
    }

    private void regex(String parameter, @Nullable String pattern) {
        if (pattern == null || pattern.isBlank()) {
            rules.wrong("<" + parameter + "> of <waitFor> is empty", "Write a part of the line that says it is ready.");
            return;
        }
        try {
            var unused = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            rules.wrong(
                    "<" + parameter + ">" + pattern + " is no regular expression: " + e.getDescription(),
                    "Put a backslash before characters that have a meaning there.");
        }
    }
}
