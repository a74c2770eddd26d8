import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def left = { docker("ps", "-aq", "--filter", "label=io.github.godocker.project=it:it-start-stop").strip() }
def networks = { docker("network", "ls", "-q", "--filter", "label=io.github.godocker.project=it:it-start-stop").strip() }

// The build that ran before this: tests found the services, and nothing is left of them.
def report = new groovy.xml.XmlSlurper().parse(new File(basedir, "target/failsafe-reports/failsafe-summary.xml"))
assert report.completed.text() == "3" && report.failures.text() == "0" && report.errors.text() == "0"
assert left() == "" && networks() == ""
def file = new Properties()
new File(basedir, "target/go-docker/containers.properties").withInputStream { file.load(it) }
assert file["go-docker.orders.host"] == "localhost"
assert file["go-docker.orders.port.8080"] == file["orders.port"]
assert file["go-docker.peer.port.8080"] != file["orders.port"]
def lines = new File(basedir, "target/go-docker/logs/orders.log").readLines()
assert lines == ["first line", "listening on 8080", "ended by SIGTERM"]

// By command: they stay, as asked for, until they are stopped.
def started = maven.run("go-docker:start")
assert started.ok() : started.log()
def ids = left().readLines()
assert ids.size() == 2
def orders = new groovy.json.JsonSlurper().parseText(docker("inspect", "it-start-stop-orders"))[0].HostConfig
assert orders.Memory == 64L * 1024 * 1024
assert orders.NanoCpus == 500_000_000L
assert orders.PidsLimit == 50
assert orders.ReadonlyRootfs
// podman writes the names of all that it would give.
assert orders.CapDrop == ["ALL"] || orders.CapDrop.containsAll(["CHOWN", "SETUID", "NET_BIND_SERVICE"])

// Twice is told, and hurts nothing.
def twice = maven.run("go-docker:start")
assert !twice.ok()
assert twice.error().contains("it runs already")
assert left().readLines() == ids

// What they print is shown, all of it, by name.
def logs = maven.run("-q", "go-docker:logs")
assert logs.ok()
assert logs.log().contains("orders | first line\n") && logs.log().contains("peer   | listening on 8080\n")
def some = maven.run("-q", "go-docker:logs", "-Dgo-docker.container=peer", "-Dgo-docker.grep=listen")
assert some.log().contains("listening on 8080\n") && !some.log().contains("first line")
def nobody = maven.run("go-docker:logs", "-Dgo-docker.container=db")
assert !nobody.ok() && nobody.error().contains("There are: orders, peer.")

// What they take, for people and for programs.
def stats = maven.run("-q", "go-docker:stats", "-Dgo-docker.json")
assert stats.ok() : stats.log()
def taken = stats.log().readLines().findAll { it.startsWith("{") }.collect { new groovy.json.JsonSlurper().parseText(it) }
assert taken*.name == ["orders", "peer"]
assert taken[0].memoryLimit == 64 * 1024 * 1024 && taken[0].memory > 0 && taken[0].pids > 0
assert maven.run("-q", "go-docker:stats").log().contains("/ 67.1 MB")

// A command in one of them, whose exit code is the build's.
def exec = { String command -> maven.run("-q", "go-docker:exec", "-Dgo-docker.container=ORDERS", "-Dgo-docker.command=" + command) }
def ended = exec("/usr/local/bin/orders exit 'a b'")
assert !ended.ok() && ended.error().contains("ended with exit code 2")
assert ended.log().contains("nothing to do\n") && ended.log().contains("bye\n")
def shell = exec("sh -c true")
assert !shell.ok() && shell.error().contains("One from scratch has no shell") : shell.log()
def several = maven.run("go-docker:exec", "-Dgo-docker.command=x")
assert !several.ok() && several.error().contains("Choose one by -Dgo-docker.container=<name>")

// What comes from a pipe arrives, to its end.
def read = ["-q", "go-docker:exec", "-Dgo-docker.interactive", "-Dgo-docker.container=orders", "-Dgo-docker.command=/usr/local/bin/orders read"]
def piped = maven.by("sh", "-c", 'printf "one\\ntwo" | "$@"', "sh").run(*read)
maven.by()
assert piped.ok() : piped.log()
assert piped.log().contains('no terminal\ngot "one"\ngot "two"\nno more\n')
def none = maven.run(*read, "-Dgo-docker.tty")
assert !none.ok() && none.error().contains("Maven's standard input and output are none") : none.log()

// At a terminal the program has one: Ctrl-C is its own, the window has a size, and what was changed is as it was.
def talk = { String name, List<String> goal ->
    def typed = new File(basedir, name)
    def terminal = maven.atTerminal(typed, *goal)
    def late = System.currentTimeMillis() + 60_000
    def type = { String keys, String answer ->
        terminal.outputStream.write(keys.bytes)
        terminal.outputStream.flush()
        while (!Maven.read(typed).contains(answer)) {
            assert System.currentTimeMillis() < late && terminal.alive : Maven.read(typed)
            sleep(50)
        }
    }
    type("", "reading")
    type("one\r", 'got "one"')
    type("\u0003", "interrupted at 40 100")
    type("end\r", 'got "end"')
    terminal.waitFor()
    assert Maven.read(typed).contains("ended with exit code 3")
    assert Maven.read(typed).contains("ended 1") && !Maven.read(typed).contains("\nraw") : Maven.read(typed)
}
talk("exec.log", read)

// A build beside it has containers of its own.
def beside = maven.run("verify")
assert beside.ok() : beside.log()
assert left().readLines() as Set == ids as Set

// Who looks on is told that one is gone, and is done with the last.
def seen = new File(basedir, "stats.log")
def look = maven.start(seen, "go-docker:stats", "-Dgo-docker.follow", "-Dgo-docker.container=PEER")
def soon = System.currentTimeMillis() + 60_000
while (!Maven.read(seen).contains("peer ")) {
    assert System.currentTimeMillis() < soon && look.alive : Maven.read(seen)
    sleep(100)
}
docker("rm", "-f", docker("ps", "-q", "--filter", "label=io.github.godocker.name=peer", "--filter", "label=io.github.godocker.directory=" + basedir.canonicalPath))
assert look.waitFor() == 0 : Maven.read(seen)
assert Maven.read(seen).contains("Container peer does not run any more")
assert maven.run("go-docker:stop").ok()
assert left() == "" && networks() == ""
assert maven.run("go-docker:stop").log().contains("No container of this module is there")

// In the foreground.
def which = maven.run("go-docker:run")
assert !which.ok() && which.error().contains("Choose one by -Dgo-docker.container=<name>: orders, peer.")
def run = maven.run("go-docker:run", "-Dgo-docker.container=peer", "-Dgo-docker.arguments=exit,2,3")
assert !run.ok()
assert run.error().contains("ended with exit code 3")
assert run.log().contains("nothing to do\n") && run.log().contains("bye\n")
assert left() == "" && networks() == ""
def log = new File(basedir, "run.log")
def process = maven.start(log, "go-docker:run", "-Dgo-docker.container=orders", "-Dgo-docker.run.ports=127.0.0.2::8080")
def end = System.currentTimeMillis() + 60_000
// The program may say that it listens before Maven says where.
def link = null
while (!(Maven.read(log).contains("listening on 8080") && link)) {
    assert System.currentTimeMillis() < end : Maven.read(log)
    sleep(100)
    link = (Maven.read(log) =~ /-> (http:\/\/127\.0\.0\.2:\d+)\n/).with { it.find() ? it.group(1) : null }
}
// The program answers, whatever: it may not be ready yet.
assert new URL(link + "/health").openConnection().responseCode in [200, 503]
command(basedir, "kill", "-INT", String.valueOf(process.pid()))
while (process.alive) {
    assert System.currentTimeMillis() < end : Maven.read(log)
    sleep(100)
}
assert Maven.read(log).contains("ended by SIGTERM")
// Each once, whoever has noticed the end first.
assert Maven.read(log).readLines().findAll { it.contains("Stopped ") }.size() == 2
assert left() == "" && networks() == ""

talk("run-terminal.log", ["go-docker:run", "-Dgo-docker.interactive", "-Dgo-docker.container=peer", "-Dgo-docker.arguments=read"])
assert left() == "" && networks() == ""

// kill -9 of a build leaves them to the next one.
def killed = maven.start(new File(basedir, "killed.log"), "verify", "-Dmaven.failsafe.debug")
while (left().readLines().size() < 2) {
    assert System.currentTimeMillis() < end + 60_000
    sleep(100)
}
killed.destroyForcibly().waitFor()
assert left() != ""
def next = maven.run("verify")
assert next.ok() : next.log()
assert left() == "" && networks() == ""
remove("it-start-stop:1.0")
