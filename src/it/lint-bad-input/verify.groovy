import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.lint.Sarif

def maven = new Maven(basedir, binding.variables)
def target = new File(basedir, "target")
def refused = { String name, List arguments, List words ->
    def run = maven.run(*(arguments + "verify"))
    def message = run.error()
    assert !run.ok() : name
    words.each { assert message.contains(it) : name + ": " + message }
    // One message with its next step, and no stack trace.
    assert !run.log().contains("\tat ") && !run.log().contains("Exception:") : name
    assert message.readLines().size() >= 2 : name
    run
}

// Told before anything is done.
refused("unknown linter", ["-Dgo-docker.linters=vet,vett"],
    ["Cannot run linter 'vett' of <linters>", "vet, gofmt, mod-tidy, mod-verify, staticcheck, govulncheck, golangci-lint"])
refused("latest", ["-Dgo-docker.staticcheckVersion=latest"], ["<staticcheckVersion>latest", "like v"])
refused("several", ["-Dgo-docker.failOn=fatal", "-Dgo-docker.maxAllowedViolations=-1", "-Dgo-docker.lintBaseline=nowhere.txt",
    "-Dgo-docker.vulnerabilityDatabase=nowhere", "-Dgo-docker.lintPackages=-race"],
    ["5 parameters are wrong", "<failOn>fatal", "error, warning, note or none", "<maxAllowedViolations>-1", "nowhere.txt",
     "writeBaseline", "<vulnerabilityDatabase>nowhere", "'-race' of <lintPackages>"])
assert !new File(target, "go-reports").exists()

// Told by the tools, beside what the other linters found.
def missing = refused("unknown version", ["-Dgo-docker.linters=vet,staticcheck", "-Dgo-docker.staticcheckVersion=v0.99.0"],
    ["Cannot get staticcheck v0.99.0", "The other linters found 1 error", "Set <staticcheckVersion> to a version that exists"])
def newer = refused("tool for a newer Go", ["-Dgo-docker.linters=govulncheck", "-Dgo-docker.govulncheckVersion=v1.9.0",
    "-Dgo-docker.builderImage=golang:1.25", "-Dgo-docker.sourceDirectory=older"],
    ["Cannot build govulncheck v1.9.0", "requires go >= 1.26", "<goVersion>1.26</goVersion>", "<govulncheckVersion>"])
refused("unknown package", ["-Dgo-docker.linters=vet", "-Dgo-docker.lintPackages=./nowhere"], ["nowhere", "<lintPackages>"])

def unreachable = refused("database that cannot be reached",
    ["-Dgo-docker.linters=vet,govulncheck", "-Dgo-docker.vulnerabilityDatabase=http://127.0.0.1:1"],
    ["Cannot look up vulnerabilities in http://127.0.0.1:1: ", "<vulnerabilityDatabase>", "govulncheck out of <linters>"])
assert unreachable.lines("(vet printf)").size() == 1
def sarif = json(new File(target, "go-reports/lint/lint.sarif"))
Sarif.assertValid(sarif)
assert sarif.path("runs").collect { it.at("/tool/driver/name").asText() + it.at("/invocations/0/executionSuccessful").asText() } ==
    ["vettrue", "govulncheckfalse"]
assert sarif.at("/runs/0/results").size() == 1
assert new File(target, "go-reports/lint/checkstyle.xml").text.contains("vet.printf")

// Offline nobody asks the database: one line says so, and the rest goes on.
def offline = maven.run("-o", "verify", "-Dgo-docker.linters=gofmt,govulncheck")
assert offline.ok()
assert offline.lines("[WARNING]").findAll { it.contains("govulncheck is left out") }.size() == 1
assert maven.run("-o", "verify", "-Dgo-docker.linters=gofmt,govulncheck").lines("up to date").empty

new File(basedir, "go-lint-baseline.txt").text = "not a baseline\n"
refused("baseline of another form", ["-Dgo-docker.linters=gofmt"], ["Cannot read line 1 of the baseline", "go-lint-baseline.txt"])
assert buildersLeft(basedir) == ""
