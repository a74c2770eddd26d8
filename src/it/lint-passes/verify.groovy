import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.lint.Sarif

def maven = new Maven(basedir, binding.variables)
def sarif = { json(new File(basedir, "target/go-reports/lint/lint.sarif")) }
def baseline = new File(basedir, "go-lint-baseline.txt")
def source = new File(basedir, "passes.go")
def start = { System.currentTimeMillis().intdiv(1000) }

// Go 1.25 builds other versions of the tools than the newest ones.
def first = maven.run("verify")
assert !first.ok()
assert first.error().contains("found 0 errors, 1 warning and 0 notes")
assert sarif().path("runs").collect { it.at("/tool/driver/version").asText() }.findAll { it.startsWith("v") } == ["v0.7.0", "v1.7.0"]

// What counts is the user's to say.
assert maven.run("verify", "-Dgo-docker.failOn=error", "-Dgo-docker.linters=staticcheck").ok()
assert maven.run("verify", "-Dgo-docker.maxAllowedViolations=1", "-Dgo-docker.linters=staticcheck").ok()

// Accepted: it is in the report, and does not count, also where an edit moves it.
def written = maven.run("verify", "-Dgo-docker.lint.writeBaseline=true")
assert written.ok()
assert baseline.readLines().findAll { !it.startsWith("#") } == ["staticcheck\tU1000\tpasses.go\tfunc unused is unused"]
source.text = source.text.replace("import", "// A line more.\nimport")
baseline << "vet\tprintf\tpasses.go\tlong corrected\n"
[source, baseline]*.setLastModified(System.currentTimeMillis() - 60000)
def accepted = maven.run("verify")
assert accepted.ok()
assert accepted.lines("1 more in the baseline").size() == 1
assert accepted.lines("vet printf passes.go long corrected").size() == 1
Sarif.assertValid(sarif())
def suppressed = sarif().path("runs").collectMany { it.path("results").collect { it } }
assert suppressed.size() == 1 && suppressed[0].at("/suppressions/0/kind").asText() == "external"
assert !new File(basedir, "target/go-reports/lint/checkstyle.xml").text.contains("<error")

// Nothing changed: no container, and the reports stay.
def stamp = new File(basedir, "target/go-reports/lint/lint.sarif").lastModified()
def before = start()
def nothing = maven.run("verify")
assert nothing.ok()
assert nothing.lines("Lint of example.com/passes is up to date").size() == 1
assert new File(basedir, "target/go-reports/lint/lint.sarif").lastModified() == stamp
assert buildersSince(before + 1, basedir) == 0

// Offline it works as well, as all that it needs is here.
assert maven.run("-o", "verify", "-Dgo-docker.buildTags=other").ok()

// A setting, an edit and a lost report are seen.
assert maven.run("verify", "-Dgo-docker.linters=vet,gofmt").lines("up to date").empty

// Forced, the same is done again.
stamp = new File(basedir, "target/go-reports/lint/lint.sarif").lastModified()
def forced = maven.run("verify", "-Dgo-docker.linters=vet,gofmt", "-Dgo-docker.force")
assert forced.ok()
assert forced.lines("up to date").empty
assert new File(basedir, "target/go-reports/lint/lint.sarif").lastModified() > stamp

source << "\n\nvar  wrong = 1\n"
def changed = maven.run("verify", "-Dgo-docker.linters=vet,gofmt")
assert !changed.ok()
assert changed.log().contains("gofmt")
assert buildersLeft(basedir) == ""
