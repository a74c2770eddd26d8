package io.github.godocker.image;

/**
 * What an image from scratch holds besides its binaries: the same as distroless/static, taken from the builder image,
 * so that nothing is pulled for it and nothing of this machine (a company's own certificates) gets into images.
 */
public final class Rootfs {
    /** Go looks here for time zones where the system has none. */
    public static final String ZONEINFO = "/usr/share/zoneinfo.zip";
    /** The one directory with a mode of its own, 1777, which neither Windows nor a umask would keep. */
    static final String TMP = "tmp";

    private Rootfs() {}

    /**
     * Shell commands that fill {@code directory}; the same in the builder container and in the Dockerfile.
     *
     * @param goRoot a shell word for Go's own directory
     */
    public static String script(String directory, String goRoot) {
        return String.join(
                " && ",
                "mkdir -p DIR/etc/ssl/certs DIR/usr/share DIR/home/nonroot DIR/tmp".replace("DIR", directory),
                "chmod 1777 " + directory + "/tmp",
                "chmod 755 " + directory + "/home/nonroot",
                "cp /etc/ssl/certs/ca-certificates.crt " + directory + "/etc/ssl/certs/",
                "cp " + goRoot + "/lib/time/zoneinfo.zip " + directory + ZONEINFO,
                "printf 'root:x:0:0:root:/root:/sbin/nologin\\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\\n' > "
                        + directory + "/etc/passwd",
                "printf 'root:x:0:\\nnonroot:x:65532:\\n' > " + directory + "/etc/group");
    }
}
