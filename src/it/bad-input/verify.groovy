import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

// One good build; everything below is refused, and leaves what it made as it is.
def id = inspect("it-bad-input:1.0").path("Id").asText()
docker("tag", "it-bad-input:1.0", "it-bad-input:no-shell")
def target = new File(basedir, "target")
def state = {
    def found = [:]
    // That a goal failed is noted for the report page.
    target.eachFileRecurse { if (it.file && it.name != "times") found[it.path] = it.lastModified() }
    found
}
def before = state()
def all = new File(basedir.parentFile, "runs/bad-input-messages.txt")
all.parentFile.mkdirs()
all.text = ""
def maven = new Maven(basedir, binding.variables)
// Nothing of ours is still at work when Maven closes the plugin's class loader, of which Java would tell so.
def check = { String name, Maven.Run run, List words ->
    def message = run.error()
    all << "--- " + name + "\n" + message + "\n"
    assert !run.ok() : name
    words.each { assert message.contains(it) : name }
    // One message with its next step, and no stack trace.
    assert !run.log().contains("\tat ") && !run.log().contains("Exception:") && !run.log().contains("Exception in thread") : name
    assert message.readLines().size() >= 2 : name
    assert state() == before : name
    assert inspect("it-bad-input:1.0").path("Id").asText() == id : name
    assert buildersLeft(basedir) == "" : name
}
def refused = { String name, List arguments, List words -> check(name, maven.run(*(arguments + "package")), words) }

refused("no go.mod", ["-Dgo-docker.sourceDirectory=empty"],
    ["Cannot find go.mod in " + new File(basedir, "empty").canonicalPath, "<sourceDirectory>", "go mod init"])
refused("several errors", ["-Dgo-docker.image=Upper/Case", "-Dgo-docker.platforms=linux/amd46", "-Dgo-docker.mains=./cmd/two"],
    ["3 parameters are wrong", "Upper/Case", "linux/amd46", "Did you mean linux/amd64?", "Cannot find main package ./cmd/two", "Main packages of this module: ./cmd/one"])
refused("go.mod newer than the builder", ["-Dgo-docker.builderImage=golang:1.25"],
    ["requires go 1.26", "golang:1.25", "has go 1.25", "<builderImage>"])
refused("older goVersion than go.mod", ["-Dgo-docker.goVersion=1.25"], ["requires go 1.26", "<goVersion>"])
refused("builder that cannot be pulled", ["-Dgo-docker.builderImage=127.0.0.1:1/no/golang:1"],
    ["127.0.0.1:1/no/golang:1", "refused", "builderImage"])
refused("builder that may not be pulled", ["-o", "-Dgo-docker.builderImage=127.0.0.1:1/no/golang:1"],
    ["127.0.0.1:1/no/golang:1", "Docker does not have it and nothing may be pulled", "docker pull"])
refused("builder without shell", ["-Dgo-docker.builderImage=it-bad-input:no-shell"], ["it-bad-input:no-shell", "a shell and Go"])
refused("unknown pull policy", ["-Dgo-docker.pullPolicy=SOMETIMES"], ["SOMETIMES", "IF_NOT_PRESENT, ALWAYS or NEVER"])
refused("unknown docker context", ["-Dgo-docker.dockerContext=nowhere"], ["Docker context 'nowhere'", "docker context create"])
refused("image settings", ["-Dgo-docker.ports=99999", "-Dgo-docker.workingDirectory=relative"],
    ["99999", "'relative'", "2 parameters are wrong"])
refused("a tag that is too long with its platform", ["-Dgo-docker.image=it-bad-input:" + "x" * 120, "-Dgo-docker.platforms=linux/amd64,linux/arm/v7", "-Dgo-docker.idleTimeout=0"],
    ["2 parameters are wrong", "x-linux-arm-v7", "<idleTimeout>0"])
check("test settings",
    maven.run("go-docker:test", "-Dgo-docker.shuffle=often", "-Dgo-docker.coverageMinimum=101", "-Dtest=store#", "-Dsurefire.rerunFailingTestsCount=-1"),
    ["4 parameters are wrong", "<shuffle>often", "101", "there is no test after the #", "<rerunFailingTestsCount>"])
check("a test that does not exist", maven.run("go-docker:test", "-Dtest=TestNowhere"),
    ["No tests matching 'TestNowhere'", "-Dsurefire.failIfNoSpecifiedTests=false"])

// A daemon that is not there: the edit makes Docker necessary.
def main = new File(basedir, "cmd/one/main.go")
def text = main.text
main.text = text.replace("one", "two")
check("daemon absent", maven.with("DOCKER_HOST", "unix:///no/such/docker.sock").run("package"),
    ["Cannot reach the Docker daemon at unix:///no/such/docker.sock", "DOCKER_HOST"])
check("daemon absent, tcp", maven.with("DOCKER_HOST", "tcp://127.0.0.1:1").run("package"), ["Cannot reach the Docker daemon at tcp://127.0.0.1:1", "refused"])
maven.with("DOCKER_HOST", null)
main.text = text

// Goals in the wrong order.
target.renameTo(new File(basedir, "../runs/bad-input-target"))
before = [:]
target.mkdirs()
check("build without compile", maven.run("go-docker:build"), ["nothing was compiled for it", "mvn package"])
check("push without build", maven.run("go-docker:push"), ["it was not built here", "mvn package"])
check("offline push", maven.run("-o", "go-docker:push"), ["Maven is offline", "go-docker.push.skip"])

// Nothing at all, on request.
def skipped = maven.with("DOCKER_HOST", "unix:///no/such/docker.sock").run("package", "-Dgo-docker.skip", "-Dgo-docker.image=Upper/Case")
assert skipped.ok()
assert skipped.lines("go-docker.skip is set").size() == 4
assert state() == [:]

// And without a network, but with all that is needed.
assert maven.with("DOCKER_HOST", null).run("-o", "package").ok()
assert errors("it-bad-input:1.0") == "one\n"

remove("it-bad-input:1.0", "it-bad-input:no-shell")
assert buildersLeft(basedir) == ""
