package io.github.godocker.container.settings;

/** {@code <tcp>5432</tcp>}: a published port of the container takes connections. */
public final class Tcp extends Wait {
    public int port;

    @Override
    public void set(String written) {
        super.set(written);
        port = number();
    }
}
