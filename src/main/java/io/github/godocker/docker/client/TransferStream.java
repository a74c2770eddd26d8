package io.github.godocker.docker.client;

import io.github.godocker.Json;
import io.github.godocker.docker.Transfer;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The items of a pull or push: how far its layers are, added up, and the digest in which a push has to end. */
final class TransferStream {
    private static final Pattern DIGEST = Pattern.compile("digest: (sha256:[0-9a-f]{64})");

    private final Consumer<Transfer> progress;
    private final IdleLimit limit;
    private final Map<String, Transfer> layers = new HashMap<>();
    private @Nullable String digest;

    TransferStream(Consumer<Transfer> progress, IdleLimit limit) {
        this.progress = progress;
        this.limit = limit;
    }

    /**
     * Sends the request and takes all that comes. What breaks here is the connection to the daemon; what a registry said
     * comes as an item or a status.
     */
    void receive(Endpoint endpoint, Request request) throws Exception {
        try (Response response = endpoint.open(request)) {
            Items.forEach(response, limit, this::next);
        } catch (Exception e) {
            throw DockerErrors.ofTransfer(e);
        }
    }

    private void next(Json item) {
        Json told = item.path("aux").path("Digest");
        if (told.isText()) {
            digest = told.text();
        }
        Matcher matcher = DIGEST.matcher(item.path("status").text());
        if (digest == null && matcher.find()) {
            digest = matcher.group(1);
        }
        Json bytes = item.path("progressDetail");
        if (!item.path("id").isMissing()
                && !bytes.path("total").isMissing()
                && !bytes.path("current").isMissing()) {
            long total = bytes.path("total").number();
            layers.put(
                    item.path("id").text(),
                    new Transfer(Math.min(bytes.path("current").number(), total), total));
            progress.accept(new Transfer(
                    layers.values().stream().mapToLong(Transfer::done).sum(),
                    layers.values().stream().mapToLong(Transfer::total).sum()));
        }
    }

    /** @throws IOException if the registry told none, which is a failed push */
    String digest() throws IOException {
        if (digest == null) {
            throw new IOException("the connection to Docker was lost; the image may be incomplete in the registry");
        }
        return digest;
    }
}
