package io.github.godocker.mojo;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.maven.execution.ExecutionListener;
import org.jspecify.annotations.Nullable;

/**
 * How a plugin learns of a session's end without being an extension of the build: by a listener around the one that the
 * session has. A proxy, for other versions of Maven have other events.
 */
final class SessionEnd {
    private SessionEnd() {}

    /** @param action runs before others hear of the end; what it prints would come before the build's result */
    static ExecutionListener heardBy(@Nullable ExecutionListener others, Runnable action) {
        return (ExecutionListener) Proxy.newProxyInstance(
                SessionEnd.class.getClassLoader(),
                new Class<?>[] {ExecutionListener.class},
                (proxy, event, arguments) -> {
                    if (event.getDeclaringClass() == Object.class) {
                        return event.invoke(action, arguments);
                    }
                    if (event.getName().equals("sessionEnded")) {
                        action.run();
                    }
                    try {
                        return others == null ? null : event.invoke(others, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
