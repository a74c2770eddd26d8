package io.github.godocker.container.settings;

/** {@code <tcp>5432</tcp>}: a published port of the container takes connections. */
public final class Tcp extends Wait {
    public int port;

    /** For an element that holds nothing but a text. */
    public void set(int number) {
        port = number;
    }
}
