import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def left = { docker("ps", "-aq", "--filter", "label=io.github.godocker.project=it:it-container-faults").strip() }
def networks = { docker("network", "ls", "-q", "--filter", "label=io.github.godocker.project=it:it-container-faults").strip() }
def start = { String... more -> maven.run("go-docker:start", *more) }
def fails = { String message, String... more ->
    def run = start(more)
    assert !run.ok() && run.error().contains(message) : run.log()
    assert left() == "" && networks() == ""
    return run
}

// It ends, and says how; what never comes true ends by its time.
fails("memory ran out", "-Dmode=memory")
def late = fails("is not ready after 1 s: a line with 'never'; seen last: its last line is 'waiting'", "-Duntil=never", "-Dtime=1")
assert late.log().contains("[ERROR]   started")

// What others have stays theirs.
new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")).withCloseable { taken ->
    fails("port ${taken.localPort} is taken by another program or container", "-Dport=127.0.0.1:${taken.localPort}:8080")
}
def foreign = docker("create", "--name", "it-container-faults-app", "it-container-faults:1.0", "silent").strip()
def named = start()
assert !named.ok() && named.error().contains("Docker has another container named it-container-faults-app") : named.log()
assert docker("ps", "-aq", "--no-trunc", "--filter", "name=it-container-faults-app").strip() == foreign
docker("rm", foreign)
assert left() == "" && networks() == ""

// One that does not hear its stop signal is killed, which is told.
assert start("-Dmode=deaf").ok()
def stopped = maven.run("go-docker:stop")
assert stopped.ok() && stopped.log().contains("Killed app after 1.") : stopped.log()
assert left() == "" && networks() == ""

// 60 MB as fast as they come, through little memory: complete, in order, and once.
def numbers = { File file ->
    int next = 0
    def zeros = ' ' + '0' * 89
    file.eachLine {
        if (it.endsWith(zeros)) {
            assert Integer.parseInt(it.substring(it.length() - 99, it.length() - 90)) == next++
        }
    }
    return next
}
maven.with("MAVEN_OPTS", "-Xmx64m")
def flood = maven.run("verify", "-Dmode=flood", "-Duntil=^000599999 ", "-Dtime=60")
assert flood.ok() : flood.log()
assert numbers(new File(basedir, "target/go-docker/logs/app.log")) == 600_000
assert start("-Dmode=flood", "-Duntil=^000599999 ", "-Dtime=60").ok()
def log = new File(basedir, "flood.log")
def followed = maven.start(log, "-q", "go-docker:logs", "-Dgo-docker.follow")
assert followed.waitFor() == 0
assert numbers(log) == 600_000
assert maven.run("go-docker:stop").ok()
assert left() == "" && networks() == ""
log.delete()
remove("it-container-faults:1.0")
