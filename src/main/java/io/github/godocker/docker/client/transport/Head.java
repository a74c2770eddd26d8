package io.github.godocker.docker.client.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Status line and headers of an answer. */
record Head(int status, Map<String, List<String>> headers) {
    private static final int MAX_SIZE = 1 << 18;
    private static final int MAX_SHOWN = 60;
    private static final Pattern STATUS = Pattern.compile("[1-5][0-9][0-9]");

    /** Reads the final answer's; what a server says before it means nothing here. */
    static Head read(InputStream in) throws IOException {
        Head head = readOne(in);
        while (head.status >= 100 && head.status < 200 && head.status != 101) {
            head = readOne(in);
        }
        return head;
    }

    private static Head readOne(InputStream in) throws IOException {
        String line = readLine(in);
        String[] words = line.split(" ", 3);
        if (words.length < 2
                || !words[0].startsWith("HTTP/1.")
                || !STATUS.matcher(words[1]).matches()) {
            throw new IOException("this is no HTTP server: it answered '" + shown(line) + "'");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int size = 0;
        for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            size += header.length();
            if (size > MAX_SIZE) {
                throw new IOException("this is no HTTP server: its headers do not end");
            }
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                        .add(header.substring(colon + 1).strip());
            }
        }
        return new Head(Integer.parseInt(words[1]), headers);
    }

    boolean has(String header, String value) {
        return headers.getOrDefault(header, List.of()).stream().anyMatch(value::equalsIgnoreCase);
    }

    /**
     * Whether the connection is no longer one of HTTP, after a request for that. Docker says so by 101 or, where a proxy
     * has taken the request for an upgrade away, by a body that is everything that follows.
     */
    boolean isUpgrade() {
        return status == 101
                || status == 200 && !headers.containsKey("Content-Length") && !headers.containsKey("Transfer-Encoding");
    }

    static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the daemon closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
            if (line.size() > MAX_SIZE) {
                throw new IOException("this is no HTTP server: it answered a line that does not end");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    static long length(String digits, int radix) throws IOException {
        try {
            long length = Long.parseLong(digits, radix);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IOException("the daemon's answer is garbled: '" + shown(digits) + "' is no length");
    }

    /** Of what is no HTTP: enough to tell what it is, and harmless in a terminal. */
    private static String shown(String garbage) {
        String printable = garbage.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > MAX_SHOWN ? printable.substring(0, MAX_SHOWN) + "…" : printable;
    }
}
