package io.github.godocker.docker.client.transport;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS with what there is of Docker's three files in a directory: {@code ca.pem} says whom to trust (only those; without
 * it, whom this JVM trusts), {@code cert.pem} and {@code key.pem} say who we are.
 */
final class TlsFiles {
    /** For a key store that exists only in memory. */
    private static final char[] NO_PASSWORD = new char[0];

    private final Path directory;
    private final boolean verify;

    TlsFiles(Path directory, boolean verify) {
        this.directory = directory;
        this.verify = verify;
    }

    /**
     * Reads the files.
     *
     * @throws GoDockerException if one is damaged or missing beside its twin
     */
    SSLContext context() {
        if (verify && !Files.isDirectory(directory)) {
            throw new GoDockerException(
                    "Cannot use the TLS files in " + directory + ": there is no such directory.",
                    "Set DOCKER_CERT_PATH to the directory of ca.pem, cert.pem and key.pem.");
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ourselves(), trusted(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new GoDockerException(
                    "Cannot use the TLS files in " + directory + ": " + e.getMessage() + ".",
                    "Check that key.pem belongs to cert.pem.",
                    e);
        }
    }

    private KeyManager[] ourselves() throws GeneralSecurityException, IOException {
        Path certificate = directory.resolve("cert.pem");
        Path key = directory.resolve("key.pem");
        if (!Files.exists(certificate) && !Files.exists(key)) {
            return new KeyManager[0];
        }
        List<Certificate> chain = PemKeys.certificates(certificate);
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "docker",
                PemKeys.privateKey(key, chain.get(0).getPublicKey().getAlgorithm()),
                NO_PASSWORD,
                chain.toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private TrustManager[] trusted() throws GeneralSecurityException, IOException {
        if (!verify) {
            return new TrustManager[] {new TrustAll()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        Path authorities = directory.resolve("ca.pem");
        if (Files.exists(authorities)) {
            KeyStore store = emptyStore();
            for (Certificate authority : PemKeys.certificates(authorities)) {
                store.setCertificateEntry("ca" + store.size(), authority);
            }
            factory.init(store);
        } else {
            factory.init((KeyStore) null);
        }
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        return store;
    }

    /** What SkipTLSVerify of a context, or DOCKER_TLS without DOCKER_TLS_VERIFY, asks for. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
