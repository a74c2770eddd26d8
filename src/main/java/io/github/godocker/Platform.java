package io.github.godocker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a binary is compiled for and an image runs on, spelled as Docker spells it and checked against what Go can
 * compile. Every instance is normalised as Docker does it ({@code linux/aarch64} is {@code linux/arm64}, {@code
 * linux/arm} is {@code linux/arm/v7}), so equal platforms are equal objects whoever named them.
 *
 * @param variant {@code v7}, {@code v3}, …; empty where the architecture has none or it is the lowest one
 */
public record Platform(String os, String arch, String variant) {
    /**
     * {@code go tool dist list} of Go 1.26, and what older releases had beyond that: an older builder still compiles
     * it, and a newer one says in its own words that it does not.
     */
    private static final List<String> KNOWN = Arrays.asList(("aix/ppc64 android/386 android/amd64 android/arm "
                    + "android/arm64 darwin/amd64 darwin/arm64 dragonfly/amd64 freebsd/386 freebsd/amd64 freebsd/arm "
                    + "freebsd/arm64 freebsd/riscv64 illumos/amd64 ios/amd64 ios/arm64 js/wasm linux/386 linux/amd64 "
                    + "linux/arm linux/arm64 linux/loong64 linux/mips linux/mips64 linux/mips64le linux/mipsle "
                    + "linux/ppc64 linux/ppc64le linux/riscv64 linux/s390x netbsd/386 netbsd/amd64 netbsd/arm "
                    + "netbsd/arm64 openbsd/386 openbsd/amd64 openbsd/arm openbsd/arm64 openbsd/ppc64 "
                    + "openbsd/riscv64 plan9/386 plan9/amd64 plan9/arm solaris/amd64 wasip1/wasm windows/386 "
                    + "windows/amd64 windows/arm windows/arm64")
            .split(" "));

    /** Where it is about what is the same for all of them, or where none is known yet. */
    public static final Platform ANY = new Platform("linux", "amd64", "");

    public Platform {
        os = os.toLowerCase(Locale.ROOT);
        arch = arch.toLowerCase(Locale.ROOT);
        variant = variant.toLowerCase(Locale.ROOT);
        String given = os + "/" + arch + (variant.isEmpty() ? "" : "/" + variant);
        if (os.equals("macos")) {
            os = "darwin";
        }
        switch (arch) {
            case "x86_64", "x86-64" -> arch = "amd64";
            case "i386", "i686" -> arch = "386";
            case "aarch64" -> arch = "arm64";
            case "armhf" -> {
                arch = "arm";
                variant = "v7";
            }
            case "armel" -> {
                arch = "arm";
                variant = "v6";
            }
            default -> {}
        }
        if (!KNOWN.contains(os + "/" + arch)) {
            throw unknown(given, os, arch);
        }
        variant = normalisedVariant(given, os + "/" + arch, arch, variant);
    }

    /**
     * Reads {@code linux/arm64}, {@code linux/arm/v7} or {@code linux/amd64/v3}.
     *
     * @throws GoDockerException for what Go cannot compile; it names the platforms that were probably meant
     */
    public static Platform parse(String text) {
        String trimmed = text.strip();
        String[] parts = trimmed.split("/", -1);
        return switch (parts.length) {
            case 2 -> new Platform(parts[0], parts[1], "");
            case 3 -> new Platform(parts[0], parts[1], parts[2]);
            default -> throw unknown(trimmed, "", parts.length == 1 ? trimmed : "");
        };
    }

    /** Whether Go has an operating system or a processor of this name. */
    public static boolean isPartOfOne(String name) {
        return KNOWN.stream().anyMatch(known -> known.startsWith(name + "/") || known.endsWith("/" + name));
    }

    /** The name of the directory for its binaries: {@code linux_amd64}, {@code linux_arm_v7}. */
    public String directory() {
        return os + "_" + arch + (variant.isEmpty() ? "" : "_" + variant);
    }

    /** What makes {@code go build} compile for it, in a stable order. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("GOOS", os);
        environment.put("GOARCH", arch);
        if (arch.equals("arm")) {
            environment.put("GOARM", variant.substring(1));
        } else if (arch.equals("amd64") && !variant.isEmpty()) {
            environment.put("GOAMD64", variant);
        }
        return Collections.unmodifiableMap(environment);
    }

    /** What {@code go build} appends to the name of an executable. */
    public String binarySuffix() {
        return os.equals("windows") ? ".exe" : "";
    }

    /** Docker's spelling: {@code linux/amd64}, {@code linux/arm/v7}. */
    @Override
    public String toString() {
        return os + "/" + arch + (variant.isEmpty() ? "" : "/" + variant);
    }

    private static String normalisedVariant(String given, String known, String arch, String variant) {
        String prefixed = !variant.isEmpty() && Character.isDigit(variant.charAt(0)) ? "v" + variant : variant;
        List<String> variants = switch (arch) {
            case "amd64" -> List.of("v1", "v2", "v3", "v4");
            case "arm" -> List.of("v7", "v6", "v5");
            case "arm64" -> List.of("v8");
            default -> List.of();
        };
        if (prefixed.isEmpty()) {
            return arch.equals("arm") ? "v7" : "";
        }
        if (!variants.contains(prefixed)) {
            String next = variants.isEmpty()
                    ? "Use " + known + "."
                    : "Use one of " + known + "/" + String.join(", " + known + "/", variants) + ".";
            throw new GoDockerException(
                    "Cannot use platform " + given + ": Go knows no variant " + variant + " of " + arch + ".", next);
        }
        // The lowest one is what the bare architecture means: Docker drops it, too.
        return prefixed.equals("v1") || prefixed.equals("v8") ? "" : prefixed;
    }

    private static GoDockerException unknown(String given, String os, String arch) {
        List<String> meant = new ArrayList<>();
        for (String known : KNOWN) {
            String knownArch = known.substring(known.indexOf('/') + 1);
            boolean near = os.isEmpty()
                    ? known.startsWith("linux/") && distance(knownArch, arch) <= 1
                    : distance(known, os + "/" + arch) <= 2;
            if (near) {
                meant.add(known);
            }
        }
        String next;
        if (!meant.isEmpty()) {
            next = "Did you mean " + String.join(" or ", meant) + "?";
        } else {
            List<String> sameOs = KNOWN.stream()
                    .filter(known -> known.startsWith(os + "/") && !os.isEmpty())
                    .toList();
            next = "Use one of " + String.join(", ", sameOs.isEmpty() ? KNOWN : sameOs) + ".";
        }
        return new GoDockerException(
                "Cannot use platform '" + given + "': Go compiles for no platform of that name.", next);
    }

    /** Edit distance in which two swapped neighbours count as one edit: {@code amd46} is one away from amd64. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int changed = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + changed);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
