#!/usr/bin/env bash
# Reads what TESTS tests print, three lines each, and writes their report.
#
#   bench/tools/reports.sh DIRECTORY TESTS
#
# The classes have to be compiled, those of the tests too (mvn test-compile).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [[ ! -e target/bench.classpath ]]; then
  "${MAVEN:-mvn}" -q -B -ntp dependency:build-classpath -Dmdep.outputFile=target/bench.classpath >/dev/null
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx64m -cp "target/classes:target/test-classes:$(<target/bench.classpath)" \
  io.github.godocker.check.test.ManyTests "$1" "$2" 3 0
