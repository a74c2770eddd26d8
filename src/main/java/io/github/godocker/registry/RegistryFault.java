package io.github.godocker.registry;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.KnownFailure;
import io.github.godocker.KnownFailure.Words;
import io.github.godocker.docker.ImageReference;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a registry did not do what it was asked for. The daemon passes on only words, its own and the registry's. Faults are
 * in the order in which they are looked for; the registry's status, where the words give one, comes before
 * {@link #TOO_MANY_REQUESTS}.
 */
public enum RegistryFault {
    DAEMON_LOST(true, "the connection to the daemon broke"),
    DISK_FULL(
            false,
            "the disk of the daemon or of the registry is full",
            said(Seen.DOCKER, "no space left on device", "disk quota exceeded")),
    UNTRUSTED(
            false,
            "the daemon does not trust the registry's certificate",
            said(Seen.DOCKER, "x509:", "certificate signed by", "bad certificate", "unknown certificate")),
    NO_TLS(
            false,
            "plain HTTP where the daemon wants TLS",
            said(Seen.DOCKER, "server gave http response", "not look like a tls handshake", "malformed http response")),
    UNREACHABLE(
            false,
            "the daemon does not reach the registry",
            said(
                    Seen.DOCKER,
                    "dial tcp",
                    "no such host",
                    "server misbehaving",
                    "network is unreachable",
                    "proxyconnect")),
    IMMUTABLE(
            false,
            "the tag has been given once and for all",
            said(Seen.REGISTRIES, "immutab", "cannot be overwritten")),
    TOO_MANY_REQUESTS(
            true,
            "the registry wants fewer requests",
            said(Seen.DOCKER, "toomanyrequests", "too many requests", "rate limit")),
    LOGIN(
            false,
            "a login is missing or wrong, or allows too little",
            said(
                    Seen.DOCKER,
                    "unauthorized",
                    "denied",
                    "authentication required",
                    "no basic auth",
                    "insufficient_scope",
                    "forbidden"),
            said(Seen.REGISTRIES, "incorrect username")),
    TOO_BIG(
            false,
            "a layer is too big for the registry or for a proxy before it",
            said(Seen.DOCKER, "size invalid", "too large", "exceeds the")),
    NO_SUCH_PLATFORM(
            false,
            "the image is not there for this platform",
            said(
                    Seen.DOCKER,
                    "no matching manifest",
                    "no match for platform",
                    "does not match the specified platform")),
    NOT_FOUND(
            false,
            "the registry has no such image or repository",
            said(
                    Seen.DOCKER,
                    "name unknown",
                    "manifest unknown",
                    "not found",
                    "does not exist",
                    "no such repository",
                    "no such image"),
            said(Seen.CONTAINERD, "not known to registry"),
            said(Seen.REGISTRIES, "no such project")),
    SERVER(true, "the registry or a proxy before it answers with a status of 500 or more"),
    CUT(
            true,
            "the connection between daemon and registry broke, or stood still",
            said(Seen.DOCKER, Pattern.compile("\\beof\\b")),
            said(
                    Seen.DOCKER,
                    "connection reset",
                    "broken pipe",
                    "i/o timeout",
                    "handshake timeout",
                    "client.timeout",
                    "request canceled",
                    "closed network connection",
                    "idle connection",
                    "goaway",
                    "stream error")),
    OTHER(false, "nothing that is known");

    /** How {@code docker.client} begins its words where the daemon was lost. */
    private static final String LOST = "the connection to docker was lost";

    private static final KnownFailure STATUS = new KnownFailure(
            "the registry's HTTP status, which says more than the words around it",
            said(Seen.DOCKER, Pattern.compile("\\bhttp (?:status:? )?([45]\\d\\d)\\b")),
            said(
                    Seen.CONTAINERD,
                    Pattern.compile("\\b([45]\\d\\d) (?:unauthorized|forbidden|not found|conflict|precondition failed"
                            + "|request entity too large|content too large|too many requests"
                            + "|internal server error|bad gateway|service unavailable|gateway time-?out)")));

    private final boolean passing;
    private final KnownFailure known;

    RegistryFault(boolean passing, String means, Words... words) {
        this.passing = passing;
        this.known = new KnownFailure(means, words);
    }

    /** In lower case, as all words are here. Those of docker were recorded, or are in its daemon. */
    private static final class Seen {
        static final String DOCKER = "docker 20.10.24";
        static final String CONTAINERD = "docker 28.5.2 with containerd";
        static final String REGISTRIES = "well-known registries, unseen";

        private Seen() {}
    }

    /** Whether the same request may well succeed a little later. */
    public boolean passes() {
        return passing;
    }

    /**
     * The fault that the daemon's words tell of.
     *
     * @param image whose name in the words tells nothing
     */
    public static RegistryFault of(String words, ImageReference image) {
        String text = words.replaceAll("\"https?://[^\"]*\"", "")
                .replace(image.withoutTag().toString(), "")
                .replaceAll("(?<![\\w/.-])" + Pattern.quote(image.repository()) + "(?![\\w/.-])", "")
                .toLowerCase(Locale.ROOT);
        if (text.startsWith(LOST)) {
            return DAEMON_LOST;
        }
        return first(EnumSet.range(DISK_FULL, IMMUTABLE), text)
                .or(() -> STATUS.match(text)
                        .map(status -> ofStatus(Integer.parseInt(status.group(1))))
                        .filter(fault -> fault != OTHER))
                .or(() -> first(EnumSet.range(TOO_MANY_REQUESTS, CUT), text))
                .orElse(OTHER);
    }

    private static Optional<RegistryFault> first(Set<RegistryFault> faults, String text) {
        return faults.stream().filter(fault -> fault.known.isIn(text)).findFirst();
    }

    static RegistryFault ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> LOGIN;
            case 404 -> NOT_FOUND;
            case 409, 412 -> IMMUTABLE;
            case 413 -> TOO_BIG;
            case 429 -> TOO_MANY_REQUESTS;
            // What is not implemented will not be so in a minute.
            case 501, 505 -> OTHER;
            default -> status >= 500 ? SERVER : OTHER;
        };
    }

    /**
     * What to do about it.
     *
     * @param image what was pushed or pulled
     * @param named the parameters that name it: {@code <image> or <tags>}
     * @param push whether it was to be pushed
     */
    public String nextStep(ImageReference image, String named, boolean push, Credentials credentials) {
        String registry = image.registry();
        String repository = image.withoutTag().toString();
        return switch (this) {
            case DAEMON_LOST ->
                "See whether the Docker daemon runs (`docker info`) and why it ended (its log), then run the goal again.";
            case DISK_FULL ->
                "Make room on the Docker daemon's disk (`docker system df` shows what takes it)"
                        + (push ? ", or on that of " + registry : "") + ".";
            case UNTRUSTED ->
                "Let the Docker daemon trust " + registry + ": put its certificate authority into /etc/docker/certs.d/"
                        + registry + "/ca.crt on the daemon's machine, or have the certificate renewed.";
            case NO_TLS ->
                "Let " + registry + " speak https, or add it to \"insecure-registries\" in the Docker daemon's"
                        + " daemon.json; podman has `insecure = true` for it in its registries.conf.";
            case UNREACHABLE ->
                "Check that the Docker daemon can reach " + registry
                        + ", its proxy settings, and the registry's name in " + named + ".";
            case IMMUTABLE ->
                "The registry does not let this tag be given again: choose another version, or another tag in " + named
                        + ".";
            case TOO_MANY_REQUESTS ->
                "Wait until " + registry + " allows more requests"
                        + (credentials.find(registry).isPresent()
                                ? "."
                                : ", or log in: it may allow more then. " + credentials.advice(registry));
            case LOGIN ->
                push
                        ? credentials.advice(registry)
                        : "Check that " + named + " names an image that there is. " + credentials.advice(registry);
            case TOO_BIG ->
                "Make the image smaller, or raise the limit of " + registry + " or of the proxy before it"
                        + " (client_max_body_size of nginx).";
            case NO_SUCH_PLATFORM ->
                "Choose in " + named + " an image that there is for this platform, or leave the platform out of"
                        + " <platforms>.";
            case NOT_FOUND ->
                push
                        ? "Create " + repository + " at " + registry
                                + " if it does not make repositories or projects by"
                                + " itself, or correct the name in " + named + "."
                        : "Correct " + named + ": " + registry + " has no such image or tag.";
            case SERVER ->
                "Run the goal again later; why it failed is in the log of " + registry + " or of the proxy before it.";
            case CUT ->
                "Run the goal again: layers that have arrived are not sent again. Look for a proxy or a time limit between"
                        + " the Docker daemon and " + registry + ".";
            case OTHER ->
                "Check the name in " + named + ", and see what the log of the Docker daemon or of " + registry
                        + " says.";
        };
    }
}
