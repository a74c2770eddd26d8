import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def until = { int seconds, String what, Closure<Boolean> fact ->
    def end = System.nanoTime() + seconds * 1_000_000_000L
    while (!fact()) {
        assert System.nanoTime() < end : what
        sleep(50)
    }
}
["KILL", "INT", "TERM"].each { signal ->
    def log = new File(basedir.parentFile, "runs/interrupted-" + signal + ".log")
    def process = maven.start(log, "package")
    until(60, "the compiler runs") {
        def ids = builders(basedir)
        // Not `docker top`: a rootless engine without cgroups does not know what runs in a container.
        ids && command(basedir, "sh", "-c", "docker exec " + ids[0] + " sh -c 'cat /proc/[0-9]*/cmdline' 2>/dev/null | tr '\\0' ' ' || true").contains("/compile ")
    }
    def id = builders(basedir)[0]
    command(basedir, "kill", "-" + signal, String.valueOf(process.pid()))
    // With it go all processes in it.
    until(5, "the builder is gone after " + signal) { docker("ps", "-aq", "--no-trunc").readLines().every { it != id } }
    until(10, "Maven is gone after " + signal) { !process.alive }
    assert !Maven.read(log).contains("BUILD SUCCESS")
    assert !Maven.read(log).contains("\tat ") : signal
}
assert !new File(basedir, "target/go-docker/it-interrupted/compile.state").exists()
assert !hasImage("it-interrupted:1.0")
assert buildersLeft(basedir) == ""
