package io.github.godocker.container.settings;

/** {@code <exit>0</exit>}: the container has ended with this code, as one that migrates a database does. */
public final class Exit extends Wait {
    public int code;

    /** For an element that holds nothing but a text. */
    public void set(int number) {
        code = number;
    }
}
