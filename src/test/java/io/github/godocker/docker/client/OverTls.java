package io.github.godocker.docker.client;

import io.github.godocker.it.TlsRelay;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a daemon over TLS with client certificates: real sockets, real handshakes. */
@Timeout(60)
public abstract class OverTls {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    protected Path directory;

    @SuppressWarnings("NullAway.Init")
    protected FaultyDaemon daemon;

    @SuppressWarnings("NullAway.Init")
    protected TlsRelay relay;

    @BeforeEach
    void start() throws Exception {
        daemon = new FaultyDaemon(directory);
        relay = new TlsRelay(directory.resolve("keys"), daemon.socket());
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
        daemon.close();
    }
}
