#!/usr/bin/env bash
# Changes the code in small ways, one at a time, and counts what the unit tests notice (PIT). Only rooms that need no
# daemon. A mutant that no test notices is a line that may break in silence: the list is in target/pit-reports/<room>.
#
#   dev/mutants.sh [room...]        default: all rooms below; each takes one to five minutes
#
# Figures are in CONTRIBUTING.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. dev/setup.sh
ready=
ensure_jdk
ensure_maven

rooms=("$@")
((${#rooms[@]})) || rooms=(go handover image registry check.test check.lint check.coverage check.bench builder)

maven -B -ntp -q test-compile
printf '%-16s %8s %8s %8s  %s\n' room mutants killed reached 'killed of all, of reached'
for room in "${rooms[@]}"; do
  [[ -d src/main/java/io/github/godocker/${room//.//} ]] || fail "There is no room $room." "CONTRIBUTING.md lists them."
  reports=target/pit-reports/$room
  log=target/pit-$room.log
  maven -B -ntp -Pmutants pitest:mutationCoverage \
    -DtargetClasses="io.github.godocker.$room.*" -DtargetTests="io.github.godocker.$room.*Test" \
    -DoutputFormats=CSV,HTML -DtimestampedReports=false -DreportsDirectory="$PWD/$reports" \
    -Dthreads="${MUTANTS_THREADS:-2}" -DfailWhenNoMutations=true >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    exit 1
  }
  # The sixth field is what became of a mutant.
  awk -F, -v room="$room" '
    { all++ }
    $6 == "KILLED" || $6 == "TIMED_OUT" || $6 == "MEMORY_ERROR" { killed++ }
    $6 != "NO_COVERAGE" { reached++ }
    END { printf "%-16s %8d %8d %8d  %.0f %%, %.0f %%\n", room, all, killed, reached, 100 * killed / all, 100 * killed / reached }
  ' "$reports/mutations.csv"
done
