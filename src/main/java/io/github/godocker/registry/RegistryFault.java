package io.github.godocker.registry;

import io.github.godocker.docker.ImageReference;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a registry did not do what it was asked for. The daemon passes on only words, its own and the registry's; they are
 * those of engine 20.10 and of the containerd store of newer ones.
 */
public enum RegistryFault {
    /** The connection to the daemon itself broke. */
    DAEMON_LOST(true),
    DISK_FULL(false),
    UNTRUSTED(false),
    /** Plain HTTP where the daemon wants TLS. */
    NO_TLS(false),
    UNREACHABLE(false),
    /** The tag has been given once and for all. */
    IMMUTABLE(false),
    TOO_MANY_REQUESTS(true),
    LOGIN(false),
    TOO_BIG(false),
    NO_SUCH_PLATFORM(false),
    NOT_FOUND(false),
    /** A status of 500 or more. */
    SERVER(true),
    /** The connection between daemon and registry broke, or stood still. */
    CUT(true),
    OTHER(false);

    /** How {@code docker.client} begins its words where the daemon was lost. */
    private static final String LOST = "the connection to docker was lost";

    private static final Pattern STATUS = Pattern.compile("\\bhttp (?:status:? )?([45]\\d\\d)\\b"
            + "|\\b([45]\\d\\d) (?:unauthorized|forbidden|not found|conflict|precondition failed"
            + "|request entity too large|content too large|too many requests"
            + "|internal server error|bad gateway|service unavailable|gateway time-?out)");

    private final boolean passing;

    RegistryFault(boolean passing) {
        this.passing = passing;
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
        if (has(text, "no space left on device|disk quota exceeded")) {
            return DISK_FULL;
        }
        if (has(text, "x509:|certificate signed by|bad certificate|unknown certificate")) {
            return UNTRUSTED;
        }
        if (has(text, "server gave http response|not look like a tls handshake|malformed http response")) {
            return NO_TLS;
        }
        if (has(text, "dial tcp|no such host|server misbehaving|network is unreachable|proxyconnect")) {
            return UNREACHABLE;
        }
        if (has(text, "immutab|cannot be overwritten")) {
            return IMMUTABLE;
        }
        Matcher status = STATUS.matcher(text);
        if (status.find()) {
            String number = status.group(1) == null ? status.group(2) : status.group(1);
            RegistryFault ofStatus = ofStatus(Integer.parseInt(number));
            if (ofStatus != OTHER) {
                return ofStatus;
            }
        }
        return ofWords(text);
    }

    private static RegistryFault ofWords(String text) {
        if (has(text, "toomanyrequests|too many requests|rate limit")) {
            return TOO_MANY_REQUESTS;
        }
        if (has(
                text,
                "unauthorized|denied|authentication required|no basic auth|insufficient_scope|forbidden|incorrect"
                        + " username")) {
            return LOGIN;
        }
        if (has(text, "size invalid|too large|exceeds the")) {
            return TOO_BIG;
        }
        if (has(text, "no matching manifest|no match for platform|does not match the specified platform")) {
            return NO_SUCH_PLATFORM;
        }
        if (has(text, "name unknown|manifest unknown|not found|does not exist|no such (repository|project|image)")) {
            return NOT_FOUND;
        }
        return has(
                        text,
                        "\\beof\\b|connection reset|broken pipe|i/o timeout|handshake timeout|client\\.timeout"
                                + "|request canceled|closed network connection|idle connection|goaway|stream error")
                ? CUT
                : OTHER;
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

    private static boolean has(String text, String regex) {
        return Pattern.compile(regex).matcher(text).find();
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
