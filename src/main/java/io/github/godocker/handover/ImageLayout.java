package io.github.godocker.handover;

import io.github.godocker.Platform;
import io.github.godocker.docker.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where the goals leave things for each other and for the user: a directory of {@code target/go-docker} for each image,
 * {@code orders}, {@code acme~orders} or {@code acme~orders@1.0-debug}. Two goals that mean the same image meet there,
 * two that do not never do.
 *
 * @param tree that the directory lies in
 * @param directory of one image, absolute
 */
public record ImageLayout(OwnTree tree, Path directory) {
    /** The longest name of a file nearly everywhere, in bytes. */
    private static final int LONGEST = 255;

    private static final int CUT = 200;

    /** The images of a build directory. */
    public static Path all(OwnTree target) {
        return target.root().resolve("go-docker");
    }

    /**
     * The place of one image.
     *
     * @param usualTag what is not part of the directory's name: the project's version
     */
    public static ImageLayout of(OwnTree target, ImageReference image, String usualTag) {
        return new ImageLayout(target, all(target).resolve(key(image, usualTag)));
    }

    /**
     * The image's familiar name, and its tag where that is not the usual one. None of the characters that stand for
     * separators here can be in one of the parts, and none means anything in a Dockerfile or a .dockerignore (a plus does,
     * to Docker 20.10).
     */
    static String key(ImageReference image, String usualTag) {
        StringBuilder key = new StringBuilder();
        String repository = image.repository();
        if (image.registry().equals(ImageReference.DOCKER_HUB)) {
            String official = repository.replaceFirst("^library/(?=[^/]+$)", "");
            // docker.io/example.com/app is not example.com/app.
            boolean familiar = ImageReference.parse(official + ":x").writtenRegistry() == null;
            repository = familiar ? official : image.registry() + "/" + repository;
        } else {
            repository = image.registry() + "/" + repository;
        }
        escape(repository, key);
        if (!image.tag().equals(usualTag)) {
            key.append('@');
            escape(image.tag(), key);
        }
        if (key.length() <= LONGEST) {
            return key.toString();
        }
        return key.substring(0, CUT) + "%" + sha256(key.toString());
    }

    /** As Go's module cache does: file systems may take a capital letter for the small one. */
    private static void escape(String part, StringBuilder key) {
        for (char c : part.toCharArray()) {
            switch (c) {
                case '/' -> key.append('~');
                case ':' -> key.append('=');
                case '[', ']' -> key.append('%');
                default -> {
                    if (c >= 'A' && c <= 'Z') {
                        key.append('!').append((char) (c - 'A' + 'a'));
                    } else {
                        key.append(c);
                    }
                }
            }
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name of the directory. */
    public String key() {
        return directory.getFileName().toString();
    }

    public Path binaries() {
        return directory.resolve("bin");
    }

    public Path binaries(Platform platform) {
        return binaries().resolve(platform.directory());
    }

    /** @param name of the executable; on Windows its file has another one */
    public Path binary(Platform platform, String name) {
        return binaries(platform).resolve(name + platform.binarySuffix());
    }

    /** What an image from scratch needs besides its binaries: certificates, time zones, users, {@code /tmp}. */
    public Path rootfs() {
        return directory.resolve("rootfs");
    }

    /** Where the build context has {@code files}; nothing is there on this machine. */
    public Path files() {
        return directory.resolve("files");
    }

    public Path dockerfile() {
        return directory.resolve("Dockerfile");
    }

    /** Docker's CLI takes it instead of {@code .dockerignore} for the Dockerfile of that name. */
    public Path dockerignore() {
        return directory.resolve("Dockerfile.dockerignore");
    }

    public Path record() {
        return directory.resolve("image.json");
    }

    /** What the bytes of the images were that {@code image} has shown last. */
    public Path sizes() {
        return directory.resolve("sizes.json");
    }

    /** What there is of a library, which has no image. */
    public Path moduleRecord() {
        return directory.resolve("module.json");
    }

    /** What `compile` made, and out of what. */
    public StateFile compileState() {
        return new StateFile(tree, directory.resolve("compile.state"));
    }

    /** There while `compile` is at work; holds which build that is. */
    public Path compiling() {
        return directory.resolve("compiling");
    }

    /** What `build` made, and out of what. */
    public StateFile imageState() {
        return new StateFile(tree, directory.resolve("image.state"));
    }
}
