package io.github.godocker.docker.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An upload is a sign of life, too: the daemon takes it. */
final class ProgressInput extends FilterInputStream {
    private final IdleLimit limit;

    ProgressInput(InputStream in, IdleLimit limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        limit.progress();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        limit.progress();
        return super.read(buffer, offset, length);
    }
}
