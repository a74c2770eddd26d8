package io.github.godocker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.ImageReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the daemon says of a registry. Lines without a mark were recorded from engine 20.10.24 before a registry that
 * answered with that status; those after {@code store} are the words of containerd's store and of well-known registries.
 */
class RegistryFaultTest {
    private static final ImageReference IMAGE = ImageReference.parse("127.0.0.1:5971/f/denied-x509-eof:1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unauthorized: the words of unauthorized                                  | LOGIN
            unauthorized: authentication required                                    | LOGIN
            denied: requested access to the resource is denied                       | LOGIN
            no basic auth credentials                                                | LOGIN
            error parsing HTTP 403 response body: invalid character '<' looking for beginning of value: "<html>" | LOGIN
            pull access denied for 127.0.0.1:5971/f/denied-x509-eof, repository does not exist or may require 'docker login': denied: the words of denied | LOGIN
            name unknown: the words of name_unknown                                  | NOT_FOUND
            error from registry: repository name not known to registry              | NOT_FOUND
            error from registry: The tag cannot be overwritten: it is immutable.    | IMMUTABLE
            repository 127.0.0.1:5971/f/denied-x509-eof not found: name unknown: the words of name_unknown | NOT_FOUND
            manifest for 127.0.0.1:5971/f/denied-x509-eof:1 not found: manifest unknown: manifest unknown | NOT_FOUND
            error parsing HTTP 404 response body: invalid character '<' looking for beginning of value: "<html>" | NOT_FOUND
            unknown: the words of tag_immutable                                      | IMMUTABLE
            error parsing HTTP 409 response body: invalid character '<' looking for beginning of value: "<html>" | IMMUTABLE
            tag invalid: The image tag '1' already exists in the 'f' repository and cannot be overwritten because the repository is immutable. | IMMUTABLE
            unknown: Failed to process request due to 'f:1' configured as immutable. | IMMUTABLE
            size invalid: the words of size_invalid                                  | TOO_BIG
            error parsing HTTP 413 response body: invalid character '<' looking for beginning of value: "<html>" | TOO_BIG
            toomanyrequests: the words of toomanyrequests                            | TOO_MANY_REQUESTS
            error parsing HTTP 429 response body: invalid character '<' looking for beginning of value: "<html>" | TOO_MANY_REQUESTS
            received unexpected HTTP status: 500 Internal Server Error               | SERVER
            received unexpected HTTP status: 502 Bad Gateway                         | SERVER
            received unexpected HTTP status: 503 Service Unavailable                 | SERVER
            EOF                                                                      | CUT
            Put "http://127.0.0.1:5971/v2/f/denied-x509-eof/manifests/1": EOF        | CUT
            Head "http://127.0.0.1:5971/v2/f/x/manifests/1": EOF                     | CUT
            Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused | UNREACHABLE
            Get "https://no-such-host.invalid/v2/": dial tcp: lookup no-such-host.invalid on 192.0.2.53:53: no such host | UNREACHABLE
            Get "https://192.0.2.2:5972/v2/": x509: certificate is valid for 127.0.0.1, not 192.0.2.2 | UNTRUSTED
            Get "https://192.0.2.2:5973/v2/": tls: first record does not look like a TLS handshake | NO_TLS
            Get "https://192.0.2.2:5973/v2/": http: server gave HTTP response to HTTPS client | NO_TLS
            write /var/lib/docker/tmp/GetImageBlob1: no space left on device         | DISK_FULL
            the connection to Docker was lost; the image may be incomplete in the registry | DAEMON_LOST
            the connection to Docker was lost: the daemon closed the connection      | DAEMON_LOST
            no matching manifest for linux/arm64/v8 in the manifest list entries     | NO_SUCH_PLATFORM
            manifest invalid: the words of manifest_invalid                          | OTHER
            unknown blob                                                             | OTHER
            it failed without a word                                                 | OTHER
            push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed | LOGIN
            unexpected status from PUT request to https://r.example/v2/f/manifests/1: 409 Conflict | IMMUTABLE
            unexpected status from POST request to https://r.example/v2/f/blobs/uploads/: 503 Service Unavailable | SERVER
            unexpected status from HEAD request to https://r.example/v2/f/manifests/1: 429 Too Many Requests | TOO_MANY_REQUESTS
            failed to copy: failed to do request: Put "https://r.example/x": write tcp 192.0.2.1:1->192.0.2.2:443: write: connection reset by peer | CUT
            net/http: TLS handshake timeout                                          | CUT
            """)
    void isKnownByTheDaemonsWords(String words, RegistryFault fault) {
        assertThat(RegistryFault.of(words, IMAGE)).isEqualTo(fault);
    }

    @Test
    void onlyWhatMayPassIsTriedAgain() {
        assertThat(Stream.of(RegistryFault.values()).filter(RegistryFault::passes))
                .containsExactlyInAnyOrder(
                        RegistryFault.TOO_MANY_REQUESTS,
                        RegistryFault.SERVER,
                        RegistryFault.CUT,
                        RegistryFault.DAEMON_LOST);
    }

    /** A login is asked for only where a login can help, and each cause has a next step of its own. */
    @ParameterizedTest
    @EnumSource(RegistryFault.class)
    void eachHasItsNextStep(RegistryFault fault) {
        Credentials nobody = new Credentials(Map.of(), Path.of("no-such-home"), id -> Optional.empty());
        for (boolean push : new boolean[] {true, false}) {
            String step = fault.nextStep(IMAGE, push ? "<image> or <tags>" : "<baseImage>", push, nobody);
            boolean aboutLogins = fault == RegistryFault.LOGIN || fault == RegistryFault.TOO_MANY_REQUESTS;

            assertThat(step).endsWith(".").doesNotContain("\n");
            assertThat(step.contains("docker login")).as(step).isEqualTo(aboutLogins);
            assertThat(Stream.of(RegistryFault.values())
                            .map(other ->
                                    other.nextStep(IMAGE, push ? "<image> or <tags>" : "<baseImage>", push, nobody)))
                    .containsOnlyOnce(step);
        }
    }

    /** Each engine has its own file for it; the daemon's words do not tell which engine it is. */
    @Test
    void aRegistryWithoutTlsIsAllowedInTheFileOfTheEngine() {
        Credentials nobody = new Credentials(Map.of(), Path.of("no-such-home"), id -> Optional.empty());

        assertThat(RegistryFault.NO_TLS.nextStep(IMAGE, "<image>", true, nobody))
                .contains("daemon.json")
                .contains("registries.conf");
    }

    @Test
    void aBaseImageThatIsNotThereIsNamedByItsParameter() {
        Credentials nobody = new Credentials(Map.of(), Path.of("no-such-home"), id -> Optional.empty());
        ImageReference base = ImageReference.parse("r.example/base:9");

        assertThat(RegistryFault.NOT_FOUND.nextStep(base, "<baseImage>", false, nobody))
                .isEqualTo("Correct <baseImage>: r.example has no such image or tag.");
        assertThat(RegistryFault.LOGIN.nextStep(base, "<baseImage>", false, nobody))
                .startsWith("Check that <baseImage> names an image that there is. No credentials found for r.example");
    }
}
