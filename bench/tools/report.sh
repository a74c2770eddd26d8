# shellcheck shell=bash disable=SC2154 # run.sh sets what is not set here
# The times of a run and the table of them; part of bench/run.sh.

# record WAY SITUATION MICROSECONDS
record() { echo "$*" >>"$scratch/times"; }

seconds() { awk -v us="$1" 'BEGIN {printf "%.2f", us / 1e6}'; }

# times_of WAY SITUATION: median, least and most in seconds; nothing if it was not timed
times_of() {
  awk -v way="$1" -v situation="$2" '$1 == way && $2 == situation {print $3}' "$scratch/times" | sort -n |
    awk '{t[NR] = $1 / 1e6}
      END {if (NR) printf "%.3f %.3f %.3f %d\n", (t[int((NR + 1) / 2)] + t[int(NR / 2) + 1]) / 2, t[1], t[NR], NR}'
}

median() { times_of "$@" | cut -d ' ' -f 1; }

# cell WAY SITUATION
cell() {
  times_of "$@" | awk '{printf(($4 > 1 ? "%.2f [%.2f–%.2f]" : "%.2f"), $1, $2, $3)} END {if (!NR) printf "–"}'
}

row() { echo "| $2 | $(cell "$1" cold) | $(cell "$1" changed) | $(cell "$1" nothing) |"; }

# goal SITUATION SECONDS FACTOR REFERENCE EXTRA WORDS [ROUNDS]: at most FACTOR × REFERENCE + EXTRA seconds;
# of minutes, in which machines change, a few rounds decide nothing
goal() {
  awk -v situation="$1" -v is="$2" -v factor="$3" -v reference="$4" -v extra="$5" -v words="$6" -v rounds="${7:-3}" 'BEGIN {
    most = factor * reference + extra
    printf "| %s | %.2f s | ≤ %.2f s = %s | %.2f | %s |\n",
      situation, is, most, words, is / most, rounds < 3 ? "fewer than 3 rounds" : is <= most ? "ok" : "over"
  }'
}

sum() { (IFS=+ && awk "BEGIN {print $*}"); }

# report MACHINE
report() {
  local cold_word="medians of $cold_rounds rounds" warm_word="medians of $rounds rounds"
  if ((cold_rounds == 1)); then cold_word="one round"; fi
  if ((rounds == 1)); then warm_word="one round"; fi
  cat <<END
Measured by \`bench/run.sh\` on $(date +%F): $1.
Seconds, $warm_word [least–most], cold: $cold_word.

| | cold | one line changed | nothing changed |
|---|---|---|---|
$(row plugin "**this plugin**, \`mvn package -DskipTests\`")
$(row fabric8 "fabric8 docker-maven-plugin $fabric8, multi-stage Dockerfile, \`mvn package\`")
$(row buildkit "\`docker build\` with cache mounts ($buildkit_version), no Maven")
$(row ko "\`ko build\` into the engine, in a running container ($ko), no Maven")
$(row warm "**this plugin** in a warm Maven (\`mvnsh\` of Maven $maven4, one JVM that has built $warm_up times)")
| **this plugin**, \`mvn go-docker:watch\`, from the save of a file to the new program | – | $(cell watch changed) | – |
$(row validate "floor: \`mvn validate\`")
$(row floor "floor: \`mvn validate\` in the warm Maven")
$(row gobuild "floor: \`go build\` in a running container")
| **this plugin**, \`mvn go-docker:test\` | – | $(cell test changed) | $(cell test nothing) |
| floor: \`go test\` in a running container | – | $(cell gotest changed) | $(cell gotest nothing) |
END
  if [[ -n $reactor ]]; then
    cat <<END

| reactor of $modules modules, one line changed in each | |
|---|---|
| **this plugin**, \`mvn -T2 -DskipTests package\` | $(cell reactor changed) |
| floor: the $modules \`go build\`s after each other in a running container | $(cell sequence changed) |
END
  fi
  cat <<END

| this plugin | measured | goal | measured / goal | |
|---|---|---|---|---|
$(goal "nothing changed" "$(median plugin nothing)" 1 "$(median validate nothing)" 0.2 "\`mvn validate\` + 0.2 s")
$(goal "one line changed" "$(median plugin changed)" 1 \
    "$(sum "$(median validate changed)" "$(median gobuild changed)")" 0.5 "\`mvn validate\` + \`go build\` + 0.5 s")
$(goal "warm Maven, nothing changed" "$(median warm nothing)" 0 0 0.3 "0.3 s")
$(goal "warm Maven, one line changed" "$(median warm changed)" 1 "$(median gobuild changed)" 0.4 "\`go build\` + 0.4 s")
$(goal "warm Maven, one line changed" "$(median warm changed)" 1 "$(median ko changed)" 0 "ko")
$(goal "warm Maven, one line changed" "$(median warm changed)" 1 "$(median buildkit changed)" 0 "\`docker build\`")
$(goal "watch, one line changed" "$(median watch changed)" 1 "$(median gobuild changed)" 0.5 "\`go build\` + 0.5 s")
$(goal "tests, nothing changed" "$(median test nothing)" 1 \
    "$(sum "$(median validate nothing)" "$(median gotest nothing)")" 0.2 "\`mvn validate\` + \`go test\` from its cache + 0.2 s")
$(goal "tests, one line changed" "$(median test changed)" 1.25 \
    "$(sum "$(median validate changed)" "$(median gotest changed)" 0.1)" 0 \
    "1.25 × (\`mvn validate\` + \`go test\` + 0.1 s)")
$(goal "reports of 10,000 tests" "$(median reports all)" 0 0 1 "1 s with the start of a JVM")
$(goal "cold" "$(median plugin cold)" 1 "$(median buildkit cold)" 0 "\`docker build\`" "$cold_rounds")
END
  if [[ -n $reactor ]]; then
    goal "reactor of $modules" "$(median reactor changed)" 0.8 "$(median sequence changed)" 0 \
      "0.8 × the $modules \`go build\`s after each other"
  fi
}
