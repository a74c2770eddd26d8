package io.github.godocker.container;

import io.github.godocker.container.settings.Http;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** One look at a published port. */
final class Probe {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 10_000;
    /** Docker's proxy takes every connection, and hangs up at once where nobody listens in the container. */
    private static final int HANG_UP_MILLIS = 200;

    private static final int LONGEST_BODY = 1 << 20;
    private static final int BUFFER = 1 << 16;
    private static final long NANOS_A_MILLI = 1_000_000;

    private Probe() {}

    /**
     * What is not yet as it should be; empty if all is.
     *
     * @param seen what came, for messages
     */
    record Result(boolean ready, String seen) {
        static final Result READY = new Result(true, "");
    }

    static Result tcp(String host, int port) {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setSoTimeout(HANG_UP_MILLIS);
            return socket.getInputStream().read() < 0
                    ? new Result(false, "the connection was closed at once")
                    : Result.READY;
        } catch (SocketTimeoutException e) {
            return e.getMessage() != null && e.getMessage().startsWith("Read")
                    ? Result.READY
                    : new Result(false, "no answer to a connection");
        } catch (IOException e) {
            return new Result(false, words(e));
        }
    }

    /** @param end by {@link System#nanoTime}, when nobody waits any more */
    static Result http(String host, int port, Http wanted, long end) {
        HttpURLConnection connection = null;
        try {
            URL url = new URL(wanted.https ? "https" : "http", host, port, wanted.path);
            // Not by a proxy: the daemon's machine is reached directly, or not at all.
            connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
            if (wanted.insecure && connection instanceof HttpsURLConnection https) {
                https.setSSLSocketFactory(trustingAll().getSocketFactory());
                https.setHostnameVerifier((name, session) -> true);
            }
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            long left = (end - System.nanoTime()) / NANOS_A_MILLI;
            connection.setReadTimeout((int) Math.max(1, Math.min(READ_MILLIS, left)));
            connection.setRequestMethod(wanted.method);
            if (wanted.headers != null) {
                wanted.headers.forEach(connection::setRequestProperty);
            }
            int status = connection.getResponseCode();
            if (!matches(wanted.status, status)) {
                return new Result(false, "status " + status);
            }
            return wanted.body == null ? Result.READY : body(connection, Pattern.compile(wanted.body), status, end);
        } catch (IOException e) {
            return new Result(false, words(e));
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private static Result body(HttpURLConnection connection, Pattern wanted, int status, long end) throws IOException {
        try (var stream = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            int count = stream == null ? -1 : stream.read(buffer);
            // A body without an end is looked at as far as it has come.
            while (count >= 0 && read.size() < LONGEST_BODY && System.nanoTime() < end) {
                read.write(buffer, 0, count);
                if (wanted.matcher(read.toString(StandardCharsets.UTF_8)).find()) {
                    return Result.READY;
                }
                count = stream.read(buffer);
            }
            return new Result(
                    false, "status " + status + ", body '" + shortened(read.toString(StandardCharsets.UTF_8)) + "'");
        }
    }

    private static String shortened(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }

    /** @param statuses {@code 200}, {@code 200..399} or several with commas */
    static boolean matches(String statuses, int status) {
        for (String range : statuses.split(",")) {
            String[] ends = range.strip().split("\\.\\.");
            if (status >= Integer.parseInt(ends[0]) && status <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }

    private static String words(IOException e) {
        return e instanceof SocketTimeoutException
                ? "no answer in time"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** For services in tests, whose certificates nobody has signed. */
    private static SSLContext trustingAll() {
        TrustManager all = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {all}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
