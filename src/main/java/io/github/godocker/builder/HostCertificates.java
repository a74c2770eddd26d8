package io.github.godocker.builder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificate authorities that this machine trusts. On a network whose proxy signs TLS with a private authority
 * the machine knows it and containers do not, so that no module could be downloaded.
 */
public final class HostCertificates {
    /** Where systems keep the bundle, as Go's own crypto/x509 looks for it. */
    private static final List<String> BUNDLES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private HostCertificates() {}

    /** {@code SSL_CERT_FILE}, else the system's bundle. */
    public static Optional<Path> find(Map<String, String> environment) {
        String file = environment.get("SSL_CERT_FILE");
        if (file != null && Files.isReadable(Path.of(file))) {
            return Optional.of(Path.of(file));
        }
        return BUNDLES.stream().map(Path::of).filter(Files::isReadable).findFirst();
    }
}
