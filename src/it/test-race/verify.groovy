import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

def reports = new File(basedir, "target/surefire-reports")
JUnitRules.checkAll(reports.toPath())
def cases = JUnitRules.read(reports)[0].testCases.collectEntries { [(it.name): it] }
assert cases["TestClean"].successful
assert cases["TestRace"].hasError()
assert cases["TestRace"].failureMessage.contains("data race")
assert cases["TestRace"].failureDetail.contains(new File(basedir, "main_test.go").canonicalPath + ":15")

// Nobody finds it without.
def maven = new Maven(basedir, binding.variables)
assert maven.run("package").ok()
assert JUnitRules.read(reports)[0].testCases*.successful == [true, true]
assert maven.run("go-docker:run").ok()

// The program has a race too, which is found without another image.
def image = inspect("it-test-race:1.0").path("Id").asText()
def binary = new File(basedir, "target/go-docker/it-test-race/bin").listFiles()[0].listFiles()[0]
def compiled = binary.bytes
def raced = maven.run("go-docker:run", "-Dgo-docker.race")
assert !raced.ok()
assert raced.error().contains("ended with exit code 66: the race detector has found a data race.")
assert raced.log().contains("WARNING: DATA RACE") && raced.log().contains("/main.go:14 ") : raced.log()

// Of one that nobody looks at the report is told as well.
def started = maven.run("go-docker:start", "-Dgo-docker.race", "-Dmode=stay")
assert started.ok() : started.log()
assert started.log().contains("[WARNING] it-test-race: WARNING: DATA RACE") : started.log()
assert started.log().contains("/main.go:14 ") : started.log()
def container = docker("ps", "-q", "--filter", "label=io.github.godocker.project=it:it-test-race").strip()
assert docker("inspect", "-f", "{{.HostConfig.ReadonlyRootfs}} {{.Image}}", container).strip() == "true " + image
assert maven.run("go-docker:stop").ok()
assert inspect("it-test-race:1.0").path("Id").asText() == image
assert binary.bytes == compiled

// Without a C compiler it is said what is missing; go does not link again what lies there as it would be.
new File(basedir, "target/go-docker/it-test-race@1.0-race").deleteDir()
def sources = new File(basedir, "no-compiler")
sources.mkdirs()
new File(sources, "Dockerfile").text = "FROM golang:1.26\nENV CC=gcc\nRUN rm -f /usr/bin/*gcc*\n"
build(sources, new File(sources, "Dockerfile"), "it-test-race:no-compiler")
def without = maven.run("go-docker:run", "-Dgo-docker.race", "-Dgo-docker.builderImage=it-test-race:no-compiler")
assert !without.ok() && without.error().contains("Set a <builderImage> with gcc") : without.log()
remove("it-test-race:1.0", "it-test-race:no-compiler")
assert buildersLeft(basedir) == ""
