package io.github.godocker.go;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.KnownFailure;
import io.github.godocker.KnownFailure.Words;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The failures of go commands that many people meet, by the words that give them away, the most telling ones first. */
enum Symptom {
    CERTIFICATE(
            true,
            "Your network replaces TLS certificates: set <caCertificates> to a PEM file with your company's CA.",
            said(
                    Seen.GO,
                    "x509: certificate",
                    "x509: cannot validate certificate",
                    "tls: failed to verify certificate"),
            said(Seen.CURL_GNUTLS, "server certificate verification failed"),
            said(Seen.CURL, "SSL certificate problem")),
    GO_TOO_OLD(
            true,
            "Set <goVersion>%s</goVersion>, or a <builderImage> with that Go.",
            said(Seen.GO, "(running go", "module requires Go ", "toolchain not available")),
    GO_BEFORE_1_21(
            true,
            "Set <goVersion>, or a <builderImage> with Go 1.21 or later: older ones cannot read this go.mod.",
            said(Seen.GO_1_20, "must match format 1."),
            said(Seen.GO_BEFORE_1_21, "unknown directive: toolchain")),
    GO_BEFORE_1_18(
            true,
            "Set <goVersion>, or a <builderImage> with Go 1.18 or later.",
            said(Seen.GO_BEFORE_1_18, "flag provided but not defined: -buildvcs")),
    RACE_WITHOUT_CGO(true, "Set <cgo>true</cgo>: the race detector is C code.", said(Seen.GO, "-race requires cgo")),
    LINKER_FLAGS(
            false,
            "Correct <ldflags>; a value with blanks needs quotes: -X 'main.title=two words'.",
            said(Seen.GO, "usage: link [options]")),
    NO_CROSS_COMPILER(
            true,
            "With cgo, another platform needs a C compiler for it: a <builderImage> of your own that has one, named by CC"
                    + " in <goEnv>. Without C code, leave out <cgo>.",
            said(
                    Seen.GCC,
                    "gcc: error: unrecognized command-line option '-m",
                    "gcc: error: unrecognized command-line option ‘-m"),
            said(Seen.BINUTILS, "gcc_arm64.S: Assembler messages"),
            said(
                    Seen.GO,
                    "C compiler \"aarch64-",
                    "C compiler \"arm-",
                    "C compiler \"x86_64-",
                    "C compiler \"i686-",
                    "C compiler \"powerpc64le-",
                    "C compiler \"s390x-",
                    "C compiler \"riscv64-")),
    NO_C_COMPILER(
            true,
            "Set a <builderImage> with gcc (golang without -alpine has it), or leave out <cgo> and the race detector.",
            said(Seen.GO, "exec: \"gcc\"", "C compiler \"", "exec: \"g++\"")),
    NO_C_LIBRARY(
            true,
            "The builder lacks this C library: install it in a <builderImage> of your own. An image on scratch needs its"
                    + " static form, lib….a; without that set <baseImage> to an image that has the library.",
            said(Seen.BINUTILS, "cannot find -l"),
            said(Seen.LLD, "unable to find library -l")),
    PROXY_PASSWORD(
            true,
            "Set <username> and <password> of the <proxy> in settings.xml.",
            said(Seen.GO, "Proxy Authentication Required"),
            said(Seen.CURL_GNUTLS, "CONNECT tunnel failed, response 407")),
    OFFLINE(
            true,
            "Run once without -o (--offline), or without GOPROXY=off, to fill the module cache; or run `go mod vendor`.",
            said(Seen.GO, "disabled by GOPROXY=off", "file:///maven-is-offline")),
    PROXY_DIRECTORY(
            true,
            "Put the module into that directory, the one of this machine if there is one, else the builder image's; or name"
                    + " a further proxy in GOPROXY.",
            said(Seen.GO, "reading file:///")),
    NO_GIT(
            true,
            "Set a <builderImage> with git, and with ssh where modules come by it (golang without -alpine has both), or"
                    + " let GOPROXY name a proxy.",
            said(Seen.GO, "exec: \"git\"", "git\": executable file not found"),
            said(Seen.GIT, "cannot run ssh")),
    HOST_KEY(
            true,
            "Connect once on this machine, `ssh -T git@<host>`, so that its known_hosts has the host's key.",
            said(Seen.SSH, "Host key verification failed")),
    SSH_KEY(
            true,
            "Set <sshAgent>true</sshAgent>, and let `ssh-add -l` show a key that the host knows; or name the host in"
                    + " GOPRIVATE and give its login as a <server> of settings.xml.",
            said(Seen.SSH, "Permission denied (publickey")),
    NO_WAY(
            true,
            "Give the login of its host as a <server> of settings.xml; or set <sshAgent>true</sshAgent> with a builder image"
                    + " that has ssh, and see on this machine whether `ssh -T git@<host>` knows the host and you.",
            said(Seen.GO, "no secure protocol found for repository")),
    LOGIN(
            true,
            "Give the login of a private module as a <server> of settings.xml whose id is %s, and name that host in"
                    + " GOPRIVATE of <goEnv>.",
            said(
                    Seen.GIT,
                    "could not read Username for '",
                    "could not read Password for '",
                    "Authentication failed for '")),
    PROXY_LOGIN(
            true,
            "Give the login of that server as a <server> of settings.xml whose id is %s; if it is not your proxy, name the"
                    + " host in GOPRIVATE of <goEnv> too.",
            said(Seen.GO, "401 Unauthorized")),
    PRIVATE_MODULE(
            true,
            "If the module is private, name it in <goEnv> as GOPRIVATE and its host as a <server> in settings.xml.",
            said(Seen.GO, "404 Not Found", "410 Gone", "403 Forbidden"),
            said(Seen.GIT, "terminal prompts disabled")),
    NETWORK(
            true,
            "Check that containers reach the network: set a <proxy> in settings.xml, or GOPROXY in <goEnv>.",
            said(
                    Seen.GO,
                    "dial tcp",
                    "no such host",
                    "TLS handshake timeout",
                    "proxyconnect tcp",
                    "i/o timeout",
                    "network is unreachable"),
            said(Seen.CURL, "Could not resolve host")),
    DISK_FULL(
            true,
            "Free space where Docker keeps its volumes: `docker system df` tells what is there.",
            said(Seen.GO, "no space left on device", "disk quota exceeded")),
    OUT_OF_MEMORY(
            true,
            "Probably memory ran out: give Docker more of it, or add -p=1 to <goFlags>.",
            said(Seen.GO, "signal: killed")),
    MISSING_SUM(false, "Run `go mod tidy` and commit go.sum.", said(Seen.GO, "missing go.sum entry")),
    UNTIDY(false, "Run `go mod tidy` and commit go.mod and go.sum.", said(Seen.GO, "updates to go.mod needed")),
    WORKSPACE_TOO_OLD(
            false, "Run `go work use` and commit go.work.", said(Seen.GO, "listed in go.work file requires go >=")),
    VENDOR(
            false,
            "Run `go mod vendor` (`go work vendor` in a workspace) and commit the vendor directory.",
            said(Seen.GO, "inconsistent vendoring"));

    /** The path in {@code write /src/target/app: no space left on device}. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?<!\\S)/[^:]*(?=: (no space left on device|disk quota exceeded))");

    private static final Pattern URL = Pattern.compile("https?://(?:[^@/\\s']*@)?([^/\\s':]+(?::\\d+)?)");

    private final boolean environment;
    private final KnownFailure known;

    Symptom(boolean environment, String advice, Words... words) {
        this.environment = environment;
        this.known = new KnownFailure(advice, words);
    }

    /**
     * What the builder of the tests has: the words of go 1.26 and of Debian 12 were provoked, or looked up in go's source and
     * in the programs.
     */
    private static final class Seen {
        static final String GO = "go 1.26.8";
        static final String GO_1_20 = "go 1.20.6";
        static final String GO_BEFORE_1_21 = "go before 1.21, unseen";
        static final String GO_BEFORE_1_18 = "go before 1.18, unseen";
        static final String GIT = "git 2.39.5";
        static final String CURL = "curl 7.88.1";
        static final String CURL_GNUTLS = "curl 7.88.1 with GnuTLS";
        static final String SSH = "OpenSSH 9.2p1";
        static final String GCC = "gcc 12.2.0";
        static final String BINUTILS = "GNU binutils 2.40";
        static final String LLD = "lld, unseen";

        private Seen() {}
    }

    static @Nullable Symptom of(String line) {
        for (Symptom symptom : values()) {
            if (symptom.known.isIn(line)) {
                return symptom;
            }
        }
        return null;
    }

    boolean environment() {
        return environment;
    }

    String advice(String line) {
        if (this == DISK_FULL && writesSources(line)) {
            return "Free space for the project's own directory on this machine, where `target` lies: `df -h target` tells."
                    + " A remote daemon has a copy of it: then free space where Docker runs.";
        }
        return known.means().replace("%s", this == LOGIN || this == PROXY_LOGIN ? host(line) : requiredVersion(line));
    }

    /** Only what lies beside the sources is the user's file system; caches, /tmp and unnamed files are Docker's. */
    private static boolean writesSources(String line) {
        Matcher file = WRITTEN.matcher(line);
        return file.find()
                && !file.group().startsWith("/cache/")
                && !file.group().startsWith("/tmp/");
    }

    /** Of {@code could not read Username for 'https://git.example.com:8443': terminal prompts disabled}. */
    private static String host(String line) {
        Matcher url = URL.matcher(line);
        return url.find() ? url.group(1) : "the host";
    }

    /** Of {@code requires go >= 1.27 (running go 1.26.1)} and its relatives. */
    private static String requiredVersion(String line) {
        for (String before : new String[] {"requires go >= ", "module requires Go ", "download go"}) {
            int start = line.indexOf(before);
            if (start >= 0) {
                start += before.length();
                int end = start;
                while (end < line.length()
                        && (Character.isLetterOrDigit(line.charAt(end)) || line.charAt(end) == '.')) {
                    end++;
                }
                return line.substring(start, end);
            }
        }
        return "…";
    }
}
