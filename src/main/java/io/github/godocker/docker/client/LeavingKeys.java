package io.github.godocker.docker.client;

import java.io.ByteArrayOutputStream;

/**
 * Ctrl-P Ctrl-Q, by which a program is left that goes on. They are looked for here, as the docker command does: the daemon
 * knows them too, but takes them for the failure of a command.
 */
final class LeavingKeys {
    private static final int CTRL_P = 16;
    private static final int CTRL_Q = 17;

    private boolean held;
    private boolean found;

    /** What of these keys goes to the program: all, but a Ctrl-P only with the key that follows. */
    byte[] without(byte[] typed, int count) {
        ByteArrayOutputStream keys = new ByteArrayOutputStream(count + 1);
        for (int i = 0; i < count && !found; i++) {
            found = held && typed[i] == CTRL_Q;
            if (held && !found) {
                keys.write(CTRL_P);
            }
            held = typed[i] == CTRL_P;
            if (!held && !found) {
                keys.write(typed[i]);
            }
        }
        return keys.toByteArray();
    }

    boolean found() {
        return found;
    }
}
