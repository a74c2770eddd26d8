package io.github.godocker.container.settings;

/** {@code <exit>0</exit>}: the container has ended with this code, as one that migrates a database does. */
public final class Exit extends Wait {
    public int code;

    @Override
    public void set(String written) {
        super.set(written);
        code = number();
    }
}
