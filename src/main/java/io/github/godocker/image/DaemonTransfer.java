package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.log.ImageLog;
import io.github.godocker.registry.Credentials;
import io.github.godocker.registry.RegistryFault;
import io.github.godocker.registry.RetryPolicy;
import java.util.function.Supplier;

/**
 * A push or pull by the daemon: tried again after a fault that may pass, and told with the next step for its cause.
 *
 * @param push else it is a pull
 * @param named the parameters that name the image: {@code <image> or <tags>}
 */
record DaemonTransfer(
        ImageReference image, boolean push, String named, Credentials credentials, RetryPolicy policy, ImageLog log) {

    <T> T run(Supplier<T> transfer) {
        String doing = (push ? "push " : "pull ") + image;
        String refused = "Cannot " + doing + ": ";
        RetryPolicy.Tries tries = policy.begin(doing, log);
        while (true) {
            try {
                return transfer.get();
            } catch (GoDockerException e) {
                if (!e.problem().startsWith(refused)) {
                    // A silent daemon, an interrupt: nobody refused anything, and the next step is there.
                    throw e;
                }
                String words = e.problem().substring(refused.length()).replaceFirst("\\.$", "");
                RegistryFault fault = RegistryFault.of(words, image);
                if (!fault.passes() || !tries.again(words, null)) {
                    throw e.withNextStep(fault.nextStep(image, named, push, credentials));
                }
            }
        }
    }
}
