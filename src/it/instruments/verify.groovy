import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def running = { docker("ps", "-q", "--filter", "name=it-instruments-" + it).strip() }
def files = new File(basedir, "target/go-docker/instruments")

// Where the port is published, and where only the program itself could reach it.
def goroutines = { String... more -> maven.run(*["-q", "go-docker:goroutines", *more]) }
["open", "hidden"].each { name ->
    def asked = goroutines("-Dgo-docker.container=" + name)
    assert asked.ok() : asked.log()
    assert asked.log().contains(", created by main.main example.com/instruments/main.go:31\n")
    assert asked.log() =~ /(?m)^ +20  chan receive/
    assert new File(files, name + "/goroutines.txt").text.contains("main.wait(")
    assert running(name) != ""
}

// Profiles, for people and for go's own tool.
def profile = maven.run("-q", "go-docker:pprof", "-Dgo-docker.container=hidden", "-Dgo-docker.pprof.kinds=cpu,heap,mutex",
        "-Dgo-docker.pprof.seconds=2")
assert profile.ok() : profile.log()
assert profile.log() =~ /(?m)^ +\S+ +\S+% +\S+% +\S+ +\S+% {2}strings\.Repeat$/
assert profile.log() =~ /(?m)^ +5(MB|\d\d\d\S*kB) +\S+% +\S+% +\S+ +\S+% {2}main\.main$/
assert profile.log().contains("Does the program call runtime.SetMutexProfileFraction?\n")
["cpu", "heap", "mutex"].each { kind ->
    assert new File(files, "hidden/pprof/" + kind + ".pb.gz").bytes[0..1] == [0x1f, (byte) 0x8b]
    assert new File(files, "hidden/pprof/" + kind + ".html").text.contains('"title":"' + kind + ' of hidden"')
}
def unknown = maven.run("go-docker:pprof", "-Dgo-docker.pprof.kinds=cpu,time", "-Dgo-docker.pprof.seconds=0")
assert !unknown.ok() && unknown.error().contains("there is none of that name") && unknown.error().contains("0 seconds")

// Without it nobody ends a program unasked.
def refused = goroutines("-Dgo-docker.container=none")
assert !refused.ok() && refused.error().contains("nothing listens in it")
assert refused.error().contains("-Dgo-docker.goroutines.quit") : refused.error()
assert running("none") != ""
def quit = goroutines("-Dgo-docker.container=none", "-Dgo-docker.goroutines.quit")
assert quit.ok() : quit.log()
assert quit.log() =~ /(?m)^ +20  chan receive/
assert running("none") == ""
def wrong = goroutines("-Dgo-docker.container=open", "-Dgo-docker.goroutines.port=6060")
assert !wrong.ok() && wrong.error().contains("it listens at port 8080")

assert docker("ps", "-aq", "--filter", "label=io.github.godocker.purpose=instruments").strip() == ""
assert maven.run("go-docker:stop").ok()
remove("it-instruments:1.0")
