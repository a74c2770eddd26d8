package io.github.godocker.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry on a real socket that takes what a daemon pushes, and refuses manifests as a test tells it. */
public final class FaultyRegistry implements AutoCloseable {
    /** Instead of a status: the connection is cut where the answer should be. */
    public static final int CUT = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /**
     * As the Distribution registry and Amazon's write them. Engines with containerd's image store pass on the message without
     * the code.
     */
    private static final Map<Integer, String> ERRORS = Map.of(
            404, "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"repository name not known to registry\"}]}",
            409,
                    "{\"errors\":[{\"code\":\"TAG_INVALID\",\"message\":\"The tag cannot be overwritten: it is immutable.\"}]}",
            429, "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"too many requests\"}]}");

    private final Map<String, Queue<Integer>> faults = new ConcurrentHashMap<>();
    private final Map<String, Integer> blobs = new ConcurrentHashMap<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final Map<String, String> digests = new ConcurrentHashMap<>();

    public FaultyRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v2/", this::answer);
        server.start();
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** How the next attempts to put a manifest into this repository end; those after them succeed. */
    public FaultyRegistry refuse(String repository, Integer... statuses) {
        faults.put(repository, new ArrayDeque<>(java.util.List.of(statuses)));
        return this;
    }

    /** How often a manifest was to be put into it. */
    public int tries(String repository) {
        return tries.getOrDefault(repository, 0);
    }

    /** Of the manifest that it took in the end; null if none. */
    public String digest(String repository) {
        return digests.get(repository);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        String repository = path.replaceFirst("^/v2/", "").replaceFirst("/(blobs|manifests)/.*", "");
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "HEAD" -> {
                    Integer size = blobs.get(last);
                    exchange.getResponseHeaders().add("Content-Length", String.valueOf(size == null ? 0 : size));
                    exchange.sendResponseHeaders(size == null ? 404 : 200, -1);
                }
                case "POST" -> {
                    exchange.getResponseHeaders().add("Location", path + "upload-" + System.nanoTime());
                    exchange.sendResponseHeaders(202, -1);
                }
                case "PATCH" -> {
                    blobs.put(last, body.length);
                    exchange.getResponseHeaders().add("Location", path);
                    exchange.getResponseHeaders().add("Range", "0-" + Math.max(0, body.length - 1));
                    exchange.sendResponseHeaders(202, -1);
                }
                case "PUT" -> put(exchange, repository, path, last, body);
                default -> exchange.sendResponseHeaders(path.equals("/v2/") ? 200 : 404, -1);
            }
        }
    }

    private void put(HttpExchange exchange, String repository, String path, String last, byte[] body)
            throws IOException {
        if (path.contains("/blobs/")) {
            String digest = exchange.getRequestURI().getQuery().replaceFirst(".*digest=([^&]*).*", "$1");
            blobs.put(digest, blobs.getOrDefault(last, 0));
            exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
            exchange.sendResponseHeaders(201, -1);
            return;
        }
        tries.merge(repository, 1, Integer::sum);
        Integer status = faults.getOrDefault(repository, new ArrayDeque<>()).poll();
        if (status == null) {
            String digest = sha256(body);
            digests.put(repository, digest);
            exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
            exchange.sendResponseHeaders(201, -1);
        } else if (status != CUT) {
            byte[] words = ERRORS.getOrDefault(
                            status, "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"unknown error\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, words.length);
            exchange.getResponseBody().write(words);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
