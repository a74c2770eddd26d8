import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def until = { int seconds, String what, Closure<Boolean> fact ->
    def end = System.nanoTime() + seconds * 1_000_000_000L
    while (!fact()) {
        assert System.nanoTime() < end : what
        sleep(50)
    }
}
// The builder sweeps itself twice after a build: a command that starts just then is ended with the rest.
def inside = { String id, String script, int tries = 3 ->
    while (true) {
        try {
            return command(basedir, "docker", "exec", id, "sh", "-c", script).strip()
        } catch (IOException swept) {
            if (--tries == 0) {
                throw swept
            }
            sleep(300)
        }
    }
}
// Nothing private, and nobody holds it. What looks at it just when a build leaves it is ended with the rest.
def rests = { String id ->
    try {
        inside(id, "[ -e /tmp/go-docker/busy ] || [ -e /tmp/go-docker/home/.netrc ] || echo rests", 1) == "rests"
    } catch (IOException killed) {
        false
    }
}
def processes = { String id -> command(basedir, "docker", "top", id, "-eo", "pid,args").readLines().findAll { it ==~ /\s*\d+ .*/ } }
def source = new File(basedir, "main.go")
def maven = new Maven(basedir, binding.variables)
    .settings("<servers><server><id>example.com</id><username>joe</username><password>k3ep-s3cret</password></server></servers>")
def compile = { String... more ->
    source << "// ${System.nanoTime()}\n"
    def run = maven.run(["-o", "-X", "compile", *more] as String[])
    assert run.ok() : run.error()
    run
}

def first = compile()
assert builders(basedir).size() == 1
def kept = builders(basedir)[0]
until(10, "the builder rests") { rests(kept) }
assert processes(kept).size() <= 2 // the one that waits, and its clock

// The next build takes it up, and what its commands have left running ends with it.
inside(kept, "sleep 1000 > /dev/null 2>&1 & echo \$!")
def second = compile()
assert builders(basedir) == [kept]
assert second.log().contains("Builder golang:1.26 (")
assert second.log().contains("sources mounted, kept from an earlier build")
until(10, "the builder rests again") { rests(kept) && processes(kept).every { !it.contains("sleep 1000") } }

// What a test leaves at a place that root writes to is not met by the next build, which would follow it.
inside(kept, "rm -rf /tmp/go-docker/home && mkdir /tmp/go-docker/home && ln -s /etc/shadow /tmp/go-docker/home/.netrc")
def shadow = inside(kept, "stat -c '%u %s' /etc/shadow")
compile()
until(10, "the builder rests after a planted link") { rests(kept) }
assert inside(kept, "stat -c '%u %s' /etc/shadow") == shadow
// Nobody could ever hold it again, and it would never end.
inside(kept, ": > /tmp/go-docker/busy")
until(10, "an empty file is no holder") { rests(kept) }
assert builders(basedir) == [kept]

// One that another build holds is left alone.
inside(kept, "sleep 1000 > /dev/null 2>&1 & echo \$! > /tmp/go-docker/busy")
compile()
assert builders(basedir).size() == 2
def other = builders(basedir).find { it != kept }
inside(kept, "kill -9 \$(cat /tmp/go-docker/busy)")
until(10, "a holder that is gone does not keep it") { rests(kept) }

// What is not the same builder is not taken up, and each ends by its own clock.
compile("-Dgo-docker.keepBuilder=1", "-Dgo-docker.builderNetwork=none")
until(20, "its time is over") { builders(basedir) as Set == [kept, other] as Set }

// However Maven ends, nothing runs on in it.
command(basedir, "docker", "rm", "-f", other)
new File(basedir, "slow_test.go").text = "package main\n\nimport (\n\t\"testing\"\n\t\"time\"\n)\n\nfunc TestSlow(t *testing.T) { time.Sleep(time.Hour) }\n"
def process = maven.start(new File(basedir.parentFile, "runs/keep-builder-kill.log"), "-o", "test")
until(60, "the test runs") { processes(kept).any { it.contains(".test ") } }
command(basedir, "kill", "-KILL", String.valueOf(process.pid()))
until(10, "the test is gone") { processes(kept).every { !it.contains(".test ") } && rests(kept) }

def forgotten = maven.run("-o", "-Dgo-docker.keepBuilder=-1", "compile")
assert forgotten.error().contains("Cannot use <keepBuilder>-1: it is a number of seconds, at most a day.")
assert ![first, second].any { it.log().contains("k3ep-s3cret") }
assert !docker("inspect", kept).contains("k3ep-s3cret")
def stopping = System.nanoTime()
docker("stop", kept)
assert System.nanoTime() - stopping < 8_000_000_000L // a daemon that ends waits for 10 s
assert buildersLeft(basedir) == ""
