# shellcheck shell=bash disable=SC2154 # run.sh sets what is not set here
# The plugin's watch; part of bench/run.sh. Its clock runs from the save of a file to the first line of the new program.

watch_pid=
watch_text=

start_watch() {
  sed "s|@CACHE@|$run-watch|g" "$scratch/watch.pom" >"$scratch/watch/pom.xml"
  at_exit stop_watch
  "$maven_command" -B -ntp -f "$scratch/watch/pom.xml" "io.github.godocker:go-docker-maven-plugin:$plugin:watch" \
    -Dgo-docker.run.ports=8080 >"$scratch/watch.log" 2>&1 </dev/null 8>&- 9>&- &
  watch_pid=$!
  watched "Watching " || fail "The plugin does not watch." "Look at the lines above."
}

# watched TEXT: waits for it, two minutes at most
watched() {
  local end=$((SECONDS + 120))
  until grep -qF "$1" "$scratch/watch.log"; do
    if ((SECONDS > end)) || ! kill -0 "$watch_pid"; then
      tail -n 30 "$scratch/watch.log"
      return 1
    fi
    sleep 0.01
  done
}

# The service's first line holds what has changed.
run_watch() {
  change "$watch_text" "$scratch/watch"
  watched "listening, $watch_text"
}

stop_watch() {
  [[ -n $watch_pid ]] || return 0
  kill "$watch_pid" || true
  wait "$watch_pid" || true
}
