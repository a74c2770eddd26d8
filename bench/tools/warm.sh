# shellcheck shell=bash disable=SC2154 # run.sh sets what is not set here
# Maven in a JVM that lives on; part of bench/run.sh. Maven 4's shell reads commands from its standard input, and a word
# that it does not know is the sign that the one before is over.

maven4=    # its version
warm_up=10 # builds before the first one that counts
warm_fds=()
warm_pid=
warm_signs=0
warm_classes=

start_warm() {
  quietly "$scratch/log" maven -B -ntp -q -Prun-its dependency:unpack@other-mavens ||
    fail "There is no Maven 4." "Look at the lines above."
  local home
  home=$(echo "$repo"/target/mavens/apache-maven-4*)
  maven4=${home##*apache-maven-}
  at_exit stop_warm
  # Without colours its shell fails at a terminal that is none.
  coproc WARM {
    cd "$scratch/warm" && MAVEN_OPTS="${MAVEN_OPTS:-} -Dorg.jline.terminal.dumb.color=true" \
      exec "$home/bin/mvn" --shell 2>&1 8>&- 9>&-
  }
  warm_pid=$WARM_PID
  exec {warm_fds[0]}<&"${WARM[0]}" {warm_fds[1]}>&"${WARM[1]}"
  warm_shell pwd >"$scratch/log" || fail "Maven $maven4 has no shell that works here." "Try $home/bin/mvnsh."
}

# warm_maven ARGUMENT...: a build, which fails as that of mvn does
warm_maven() { warm_shell "mvn -q -B -ntp -f $scratch/warm/pom.xml $*"; }

# warm_shell COMMAND: prints what it prints, until its end
warm_shell() {
  local sign=over-$((++warm_signs)) line failed=
  printf '%s\n%s\n' "$1" "$sign" >&"${warm_fds[1]}"
  while IFS= read -r line <&"${warm_fds[0]}"; do
    if [[ $line == *"Unknown command: $sign"* ]]; then
      [[ -z $failed ]]
      return
    fi
    echo "$line"
    if [[ $line == *"[ERROR]"* ]]; then failed=yes; fi
  done
  return 1 # its end
}

stop_warm() {
  [[ -n $warm_pid ]] || return 0
  echo exit >&"${warm_fds[1]}" || true
  exec {warm_fds[1]}>&-
  wait "$warm_pid" || true
}

ask_warm() { "${JAVA_HOME:+$JAVA_HOME/bin/}jcmd" "$warm_pid" "$@"; }

# Our classes, each as often as it is loaded; those made at run time have numbers.
warm_loaded() { ask_warm VM.class_hierarchy | sed -n 's/.*[|-]\(io\.github\.godocker\.[A-Za-z0-9_.$]*\)\/0x.*/\1/p' | sort; }

note_warm() { warm_classes=$(warm_loaded | wc -l); }

# What one build leaves behind, the next ones find more of.
check_warm() {
  local loaded twice left threads
  loaded=$(warm_loaded)
  twice=$(uniq -d <<<"$loaded" | head -n 3 | xargs)
  [[ -z $twice ]] || fail "The warm Maven has loaded classes of ours twice: $twice." "Who keeps the class loader before?"
  left=$(ask_warm GC.class_histogram | grep -E 'godocker\.(mojo\.SharedSession|builder\.Builder|docker\.client\.HeldContainer)$') || true
  [[ -z $left ]] || fail "The warm Maven still has: $left" "Who keeps what a session shared?"
  threads=$(ask_warm Thread.print | grep -o '^"go-docker[^"]*"') || true
  [[ -z $threads ]] || fail "In the warm Maven there still run: $threads" "Who has not ended them?"
  say "the warm Maven has $(wc -l <<<"$loaded") of our classes, $warm_classes after $warm_up builds, and nothing of a session"
}
