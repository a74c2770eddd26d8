package io.github.godocker.builder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What runs in a builder as long as a build holds it: brings what is private to its place, tells what the container is,
 * and waits for the end of its standard input. What is private comes on that input, never in the container's
 * configuration, which {@code docker inspect} shows.
 *
 * <p>A builder that is kept goes on for some seconds after that, with nothing private in it and no other process, and a
 * later build takes it up by a command of its own: one at a time, which the file {@code busy} says, with the number of
 * the process that holds it. It takes that file away when it is over; where it could not, the container's own command does.
 *
 * @param marker a file that is there if the mounted sources are really ours, as the container sees it; empty for none
 * @param owner whom sources belong to that are copied, {@code uid:gid}
 * @param certificates in PEM form; empty for none
 * @param netrc logins for go and git; empty for none
 * @param knownHosts what ssh knows of hosts; empty for none
 * @param cacheMark a file that is there if the caches' folder is really ours, which has its owner already; empty for
 *     none
 * @param keepsSources whether sources are copied into a volume
 * @param keep how many seconds the builder stays after a build; 0 for none
 */
record StartScript(
        String marker,
        String owner,
        byte[] certificates,
        String netrc,
        String knownHosts,
        String cacheMark,
        boolean keepsSources,
        int keep) {
    /** What the first line says where another build holds the builder. */
    static final String BUSY = "busy";

    /**
     * {@code $1} marker, {@code $2} owner, {@code $3} size of the certificates, {@code $4} of the netrc, {@code $5} the
     * caches' mark, {@code $6} {@code kept} if sources stay in a volume: one container uses it at a time, and holds a lock
     * that ends with its first process. {@code $8} size of ssh's known_hosts: ssh refuses users without a name, so they get
     * one. An owner of 65534 is what a user-namespaced daemon shows for those outside its
     * range: nobody there may write; and it refuses to make such an owner.
     */
    private static final String PREPARE = """
            sources=copied caches=volumes user=0:0
            if [ -n "$1" ] && [ -e "$1" ]; then
              owner=$(stat -c %u:%g "$1")
              case $owner in 65534:*) ;; *) sources=mounted user=$owner ;; esac
            fi
            if [ $sources = copied ] && chown "$2" home 2> /dev/null; then user=$2; fi
            [ -n "$1" ] || chown "$user" /src
            if [ "$6" = kept ]; then
              exec 9< /src
              if flock -n 9; then sources=kept; else sources=busy; fi
            fi
            if [ -n "$5" ]; then
              caches=unseen
              [ ! -e "$5" ] || caches=folder
            fi
            umask 077
            head -c $(($3 + $4 + $8)) > private
            head -c $(($3 + $4)) private | tail -c "$4" > home/.netrc
            if [ "$8" != 0 ]; then
              mkdir home/.ssh
              tail -c "$8" private > home/.ssh/known_hosts
              chown -R "$user" home/.ssh
              cut -d: -f3 /etc/passwd | grep -qx "${user%%:*}" || echo "go:x:$user::$PWD/home:/bin/sh" >> /etc/passwd
            fi
            umask 022
            certs=/etc/ssl/certs/ca-certificates.crt
            : > ca.crt
            [ ! -e "$certs" ] || cat "$certs" > ca.crt
            head -c "$3" private >> ca.crt
            rm private
            chown "$user" home home/.netrc
            for cache in /cache/mod /cache/build; do
              [ $caches != volumes ] || [ ! -d $cache ] || [ "$(stat -c %u:%g $cache)" = "$user" ] ||
                chown -R "$user" $cache 2> /dev/null || chown "$user" $cache
            done
            go env GOVERSION GOROOT GOHOSTOS GOHOSTARCH > env
            { read -r version; read -r root; read -r os; read -r arch; } < env
            echo "$sources $caches $user ${version%% *} $root $os/$arch $(printf %s "$GOFLAGS" | tr '\n' ' ')"
            """;

    private static final String BEGIN = """
            set -e
            mkdir -p /tmp/go-docker/home /src
            chmod 755 /tmp/go-docker
            cd /tmp/go-docker
            """;

    /**
     * A link is made by one only. Whoever leaves ends first what could still write: {@code home} is the user's, and what a
     * process plants there must not be met by the next build.
     */
    private static final String TURNS = """
            take() {
              echo $$ > "turn.$$" || return 1
              if ln "turn.$$" busy 2> /dev/null; then rm "turn.$$"; else rm "turn.$$"; return 1; fi
            }
            sweep() {
              kill -9 -1 2> /dev/null || :
              rm -rf home private
            }
            leave() {
              sweep
              : > used
              rm -f busy
            }
            """;

    /**
     * {@code $7} seconds. Where it is not the first process of the container there is another one that a signal to all
     * would reach, so nothing is kept. A command that the daemon was about to start when its build ended starts a little
     * later: so it is looked for two times more.
     */
    private static final String REST = """
            [ $$ = 1 ] || exec cat > /dev/null
            cat > /dev/null || :
            leave
            trap 'exit 0' TERM
            idle=0
            while [ $idle -lt "$7" ] || ! take; do
              sleep 1 || :
              if [ -e used ]; then
                rm -f used
                idle=0
              fi
              if [ ! -e busy ]; then
                idle=$((idle + 1))
                case $idle in 1 | 3) if take; then sweep; rm -f busy; fi ;; esac
              else
                holder=$(cat busy 2> /dev/null || :)
                if [ -n "$holder" ] && [ -d "/proc/$holder" ]; then
                  idle=0
                elif [ "$holder" = "$(cat busy 2> /dev/null || echo gone)" ]; then
                  leave
                fi
              fi
            done
            """;

    private static final String START = BEGIN + PREPARE + "exec cat > /dev/null\n";
    private static final String START_KEPT = BEGIN + TURNS + "take\n" + PREPARE + REST;

    /** The sources' directory is there, as they are mounted. */
    private static final String TAKE_UP = "set -e\ncd /tmp/go-docker\n" + TURNS + "take || { echo " + BUSY
            + "; exit 0; }\nsweep\nmkdir home\n" + PREPARE + "cat > /dev/null || :\nleave\n";

    /** The turn of a process that ends by itself, should the container stay. */
    private static final String RESERVE = """
            cd /tmp/go-docker || exit 1
            sleep 20 < /dev/null > /dev/null 2>&1 &
            echo $! > "turn.$$" || exit 1
            ln "turn.$$" busy 2> /dev/null
            taken=$?
            rm "turn.$$"
            [ $taken = 0 ] || kill $!
            exit $taken
            """;

    /** Succeeds in a builder that no build holds. */
    static List<String> rests() {
        return List.of("sh", "-c", "[ -d /tmp/go-docker ] && [ ! -e /tmp/go-docker/busy ]");
    }

    /** The same, and no build takes it up for the next seconds. */
    static List<String> reserve() {
        return List.of("sh", "-c", RESERVE);
    }

    /** The container's own command. */
    List<String> start() {
        return command(keep > 0 ? START_KEPT : START);
    }

    /** The command by which a later build holds a container that was kept. */
    List<String> takeUp() {
        return command(TAKE_UP);
    }

    /** Changes with every script: a builder of another version of this plugin is none to take up. */
    static int version() {
        return (START_KEPT + TAKE_UP).hashCode();
    }

    private List<String> command(String script) {
        return List.of(
                "sh",
                "-c",
                script,
                "go-docker",
                marker,
                owner,
                String.valueOf(certificates.length),
                String.valueOf(netrc.getBytes(StandardCharsets.UTF_8).length),
                cacheMark,
                keepsSources ? "kept" : "",
                String.valueOf(keep),
                String.valueOf(knownHosts.getBytes(StandardCharsets.ISO_8859_1).length));
    }

    /** What the command reads first. */
    byte[] stdin() {
        ByteArrayOutputStream stdin = new ByteArrayOutputStream();
        stdin.writeBytes(certificates);
        stdin.writeBytes(netrc.getBytes(StandardCharsets.UTF_8));
        stdin.writeBytes(knownHosts.getBytes(StandardCharsets.ISO_8859_1));
        return stdin.toByteArray();
    }
}
