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

// A debugger finds the program by this machine's lines, and what was compiled for the image stays.
def binary = new File(basedir, "target/go-docker/it-instruments/bin").listFiles()[0].listFiles()[0]
def compiled = binary.bytes
def log = new File(basedir, "debug.log")
def port = new ServerSocket(0).withCloseable { it.localPort }
def process = maven.start(log, "go-docker:debug", "-Dgo-docker.container=none", "-Dgo-docker.debug.port=" + port)
def end = System.currentTimeMillis() + 180_000
while (!Maven.read(log).contains("API server listening at")) {
    assert process.alive && System.currentTimeMillis() < end : Maven.read(log)
    sleep(100)
}
def mapping = Maven.read(log) =~ /"from": "(.*?)", "to": "(.*?)"/
assert mapping.find() && new File(mapping.group(1), "main.go").canonicalPath == new File(basedir, "main.go").canonicalPath
new Socket("localhost", port).withCloseable { socket ->
    def call = { String method, Map parameters ->
        socket.outputStream << groovy.json.JsonOutput.toJson([method: "RPCServer." + method, params: [parameters], id: 1])
        socket.outputStream.flush()
        def answer = new groovy.json.JsonSlurper().parseText(socket.inputStream.newReader().readLine())
        assert answer.error == null : answer
        answer.result
    }
    call("CreateBreakpoint", [Breakpoint: [file: mapping.group(2) + "/main.go", line: 17]])
    def thread = call("Command", [name: "continue"]).State.currentThread
    assert thread.file.endsWith("/main.go") && thread.line == 17 && thread.function.name == "main.work"
}
command(basedir, "kill", "-INT", String.valueOf(process.pid()))
while (process.alive) {
    assert System.currentTimeMillis() < end : Maven.read(log)
    sleep(100)
}
assert binary.bytes == compiled
assert docker("ps", "-aq", "--filter", "label=io.github.godocker.name=none", "--filter", "status=running").strip() == ""

assert docker("ps", "-aq", "--filter", "label=io.github.godocker.purpose=instruments").strip() == ""
assert maven.run("go-docker:stop").ok()
remove("it-instruments:1.0")
