# shellcheck shell=bash disable=SC2154 # run.sh sets what is not set here
# Where the time of one build goes; part of bench/run.sh.

profile() {
  local situation
  mkdir -p target/bench
  quietly "$scratch/log" run_plugin || fail "plugin fails." "Look at the lines above."
  for situation in changed nothing; do
    if [[ $situation == changed ]]; then change "phases" "$scratch/plugin"; fi
    printf '\n%s: seconds since the start, seconds since the line before, what then was over\n' "$situation"
    phases
    if [[ $situation == changed ]]; then change "recorded" "$scratch/plugin"; fi
    recorded "target/bench/$situation.jfr"
  done
  printf '\nRecorded with another build each: %s\n' "$(echo target/bench/*.jfr)"
  echo "Open them in JDK Mission Control, or: jfr print --events jdk.ExecutionSample target/bench/changed.jfr"
}

# Of Maven and of this plugin alone; -X would write for longer than we work.
phases() {
  local start
  start=$(date +%s.%N)
  {
    maven -B -ntp -f "$scratch/plugin/pom.xml" -DskipTests package \
      -Dorg.slf4j.simpleLogger.log.io.github.godocker=debug \
      -Dorg.slf4j.simpleLogger.showDateTime=true "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS"
    date '+%H:%M:%S.%3N the end of the process'
  } | awk -v start="$(date -d "@$start" +%H:%M:%S.%3N)" '
    function seconds(clock, part) { split(clock, part, ":"); return part[1] * 3600 + part[2] * 60 + part[3] }
    BEGIN { before = start = seconds(start) }
    { gsub(/\033\[[0-9;]*m/, "") } # the end of Maven has no line of its own
    $1 ~ /^[0-9]+:[0-9]+:[0-9.]+$/ {
      now = seconds($1); line = $0; sub(/^[^ ]* /, "", line)
      if (line !~ /^\[INFO\] *-*$/) { printf "%7.2f %6.2f  %s\n", now - start, now - before, substr(line, 1, 110); before = now }
    }'
}

# recorded FILE
recorded() {
  MAVEN_OPTS="${MAVEN_OPTS:-} -XX:StartFlightRecording=filename=$PWD/$1,settings=profile" \
    quietly "$scratch/log" run_plugin || fail "plugin fails when it is recorded." "Look at the lines above."
}
