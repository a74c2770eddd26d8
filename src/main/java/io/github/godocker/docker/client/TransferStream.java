package io.github.godocker.docker.client;

import com.github.dockerjava.api.model.ResponseItem;
import io.github.godocker.docker.Transfer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The items of a pull or push. docker-java looks only at the last item for an error, so that a refused push
 * followed by any other item counts as done there; here the first error counts, and a push needs a digest.
 */
final class TransferStream<T extends ResponseItem> {
    private static final Pattern DIGEST = Pattern.compile("digest: (sha256:[0-9a-f]{64})");

    private final Consumer<Transfer> progress;
    private final IdleLimit limit;
    private final Map<String, long[]> layers = new HashMap<>();
    private volatile @Nullable String error;
    private volatile @Nullable String digest;

    TransferStream(Consumer<Transfer> progress, IdleLimit limit) {
        this.progress = progress;
        this.limit = limit;
    }

    /**
     * Sends the request and takes all that comes. What breaks here is the connection to the daemon; what a registry said
     * comes as an item or a status.
     */
    void receive(Consumer<StreamCallback<T>> request) throws Exception {
        var callback = new StreamCallback<T>(this::next);
        try {
            request.accept(callback);
            callback.await();
        } catch (Exception e) {
            throw DockerErrors.ofTransfer(e);
        }
        failIfRefused();
    }

    private void next(T item) {
        limit.progress();
        var detail = item.getErrorDetail();
        @SuppressWarnings("deprecation")
        String plain = item.getError();
        if ((detail != null || plain != null) && error == null) {
            String message = detail != null && detail.getMessage() != null ? detail.getMessage() : plain;
            error = message == null || message.isBlank() ? "it failed without a word" : message;
        }
        if (item.getAux() != null && item.getAux().getDigest() != null) {
            digest = item.getAux().getDigest();
        }
        String status = item.getStatus();
        if (digest == null && status != null) {
            Matcher matcher = DIGEST.matcher(status);
            digest = matcher.find() ? matcher.group(1) : null;
        }
        var bytes = item.getProgressDetail();
        String id = item.getId();
        if (id != null && bytes != null && bytes.getTotal() != null && bytes.getCurrent() != null) {
            layers.put(id, new long[] {Math.min(bytes.getCurrent(), bytes.getTotal()), bytes.getTotal()});
            long done = 0;
            long total = 0;
            for (long[] layer : layers.values()) {
                done += layer[0];
                total += layer[1];
            }
            progress.accept(new Transfer(done, total));
        }
    }

    private void failIfRefused() throws IOException {
        if (error != null) {
            throw new IOException(error);
        }
    }

    String digest() throws IOException {
        String known = digest;
        if (known == null) {
            throw new IOException("the connection to Docker was lost; the image may be incomplete in the registry");
        }
        return known;
    }
}
