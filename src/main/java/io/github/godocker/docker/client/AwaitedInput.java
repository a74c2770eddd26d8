package io.github.godocker.docker.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the daemon sends: a limit counts the time in which it is waited for. */
class AwaitedInput extends FilterInputStream {
    final IdleLimit limit;

    AwaitedInput(InputStream in, IdleLimit limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        limit.waiting(true);
        try {
            return super.read(buffer, offset, length);
        } finally {
            limit.waiting(false);
        }
    }
}
