import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

assert errors("it-cgo:1.0") == "42 true true true\n"
def image = inspect("it-cgo:1.0")
def base = inspect("golang:1.26")
assert image.at("/Config/User").asText() == "1234:5678"
// Nothing but the binary on top of the base, whose environment stays.
assert image.at("/RootFS/Layers").size() == base.at("/RootFS/Layers").size() + 1
assert (image.at("/Config/Env") as List).containsAll(base.at("/Config/Env") as List)
assert image.at("/Config/WorkingDir").asText() == base.at("/Config/WorkingDir").asText()
assert json(new File(basedir, "target/go-docker/it-cgo/image.json")).path("base").asText() == "golang:1.26"

// On scratch the C library is linked in, and the program runs; the Dockerfile alone gives the same one, bit for bit.
def scratch = "it-cgo-scratch:1.0"
assert errors(scratch) == "42 true true true\n"
assert !buildLog(basedir).contains("[ERROR]")
def sources = new File(basedir, "sources-only")
sources.mkdirs()
["go.mod", "main.go"].each { new File(sources, it).bytes = new File(basedir, it).bytes }
build(sources, new File(basedir, "target/go-docker/it-cgo-scratch/Dockerfile"), "it-cgo-scratch:source")
assert Arrays.equals(filesIn(scratch)["usr/local/bin/static"].content(), filesIn("it-cgo-scratch:source")["usr/local/bin/static"].content())

// A dynamic program on scratch is refused, whatever made it dynamic, and no image is made.
def maven = new Maven(basedir, binding.variables)
def id = inspect(scratch).path("Id").asText()
def refused = { List switches, List words ->
    def run = maven.run("go-docker:compile@scratch", "go-docker:build@scratch", *switches)
    assert !run.ok()
    words.each { assert run.error().contains(it) : run.error() }
    assert inspect(scratch).path("Id").asText() == id
}
def dynamic = ["needs the loader /lib64/ld-linux-x86-64.so.2", "and scratch has nothing.", "Set <baseImage>debian:stable-slim</baseImage>", "<goFlags>"]
refused(["-Dgo-docker.ldflags=-extldflags="], dynamic)
refused(["-Dgo-docker.goFlags=-buildmode=pie"] + "-Dgo-docker.ldflags=-extldflags=", dynamic)
refused(["-Dgo-docker.ldflags=-extldflags '-static -lnowhere'"], ["cannot find -lnowhere", "static form"])

// Without cgo go says only that files are left out; what that means is told.
new File(basedir, "off.xml").text = new File(basedir, "pom.xml").text.replace("<cgo>true</cgo>", "<cgo>false</cgo>")
def off = maven.run("go-docker:compile@scratch", "-Dgo-docker.image=it-cgo-off", "-f", new File(basedir, "off.xml").path)
assert !off.ok()
assert off.error().contains("example.com/cgo has C code, which needs cgo, and cgo is off.")
assert off.error().contains("Set <cgo>true</cgo>.")

// A binary that is not what compile made for the platform goes into no image either.
new File(basedir, "target/go-docker/it-cgo-scratch/bin/linux_amd64/static").text = "#!/bin/sh"
def patched = maven.run("go-docker:build@scratch")
assert !patched.ok()
assert inspect(scratch).path("Id").asText() == id

assert buildersLeft(basedir) == ""
remove("it-cgo:1.0", "it-cgo-scratch:1.0", "it-cgo-scratch:source")
