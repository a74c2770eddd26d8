package io.github.godocker.container;

import static io.github.godocker.PomValues.clean;

import io.github.godocker.container.settings.ContainerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the daemon would refuse only when other containers are there already, or take without a word. */
record OptionRules(ContainerRules rules) {
    private static final Set<String> SIGNALS = Set.of(
            ("ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM"
                            + " TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX")
                    .split(" "));
    /** Of a number the kernel has 64, and of those for real time the names are counted from both ends. */
    private static final Pattern OTHER_SIGNAL =
            Pattern.compile("[1-9]|[1-5]\\d|6[0-4]|RTMIN\\+\\d{1,2}|RTMAX-\\d{1,2}");

    /** Of Linux 6.18. */
    private static final Set<String> CAPABILITIES = Set.of(("ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF"
                    + " CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE"
                    + " LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON"
                    + " SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT"
                    + " SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM")
            .split(" "));

    private static final Pattern SECURITY_OPTION = Pattern.compile(
            "no-new-privileges([:=](true|false))?|writable-cgroups([:=](true|false))?|(seccomp|apparmor|label)[:=].+"
                    + "|systempaths=unconfined|credentialspec=.+");
    private static final Pattern USER = Pattern.compile("[^:\\s]+(:[^:\\s]+)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");
    /** The kernel's. */
    private static final int LONGEST_HOSTNAME = 64;

    void check(ContainerSettings asked) {
        if (asked.stopSignal != null && !isSignal(asked.stopSignal)) {
            rules.wrong(
                    "<stopSignal>" + asked.stopSignal + " is none",
                    "Write the name of a signal: SIGTERM, SIGINT, SIGQUIT.");
        }
        capabilities("capAdd", asked.capAdd);
        capabilities("capDrop", asked.capDrop);
        for (String option : clean(asked.securityOpts)) {
            rules.oneOf(
                    "securityOpts",
                    option,
                    SECURITY_OPTION,
                    "no-new-privileges, seccomp=profile.json, apparmor=profile or label=disable");
        }
        rules.oneOf("user", asked.user, USER, "1000, 1000:1000 or names");
        for (String address : clean(asked.dns)) {
            if (!isAddress(address)) {
                rules.wrong(
                        "<dns>" + address + " is no IP address", "Write the address of a name server: 192.168.1.1.");
            }
        }
        rules.oneOf("hostname", asked.hostname, HOST, "letters, digits, dots and dashes");
        if (asked.hostname != null && asked.hostname.length() > LONGEST_HOSTNAME) {
            rules.wrong(
                    "<hostname>" + asked.hostname + " is too long",
                    "Write " + LONGEST_HOSTNAME + " characters at most.");
        }
        clean(asked.networkAliases)
                .forEach(each -> rules.oneOf("networkAliases", each, HOST, "letters, digits, dots and dashes"));
    }

    private void capabilities(String parameter, @Nullable List<String> names) {
        for (String name : clean(names)) {
            if (!CAPABILITIES.contains(name.replaceFirst("^CAP_", ""))) {
                rules.wrong(
                        "<" + parameter + ">" + name + " is none",
                        "Write a capability in capital letters: NET_BIND_SERVICE.");
            }
        }
    }

    private static boolean isSignal(String text) {
        String name = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        return SIGNALS.contains(name) || OTHER_SIGNAL.matcher(name).matches();
    }

    /** Without asking anybody for a name: what has one of these forms is none. */
    private static boolean isAddress(String text) {
        if (!IPV6.matcher(text).matches()) {
            return IPV4.matcher(text).matches();
        }
        try {
            var unused = InetAddress.getByName(text.replaceFirst("%.*", ""));
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
