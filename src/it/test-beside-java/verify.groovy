import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

// Both kinds of tests in one directory, and neither in the other's way.
def reports = new File(basedir, "target/surefire-reports")
def tests = { JUnitRules.read(reports).collectEntries { [(it.fullClassName): it.testCases*.name] } }
assert tests() == ["it.HelloTest": ["java"], "example_com.beside": ["TestGo"]]
JUnitRules.check(new File(reports, "TEST-example_com.beside.xml").toPath())

// Nothing changed for Go, while Surefire runs again.
def java = new File(reports, "TEST-it.HelloTest.xml")
def go = new File(reports, "TEST-example_com.beside.xml")
def before = go.lastModified()
java.delete()
def maven = new Maven(basedir, binding.variables)
assert maven.run("test").ok()
assert java.exists() && go.lastModified() == before

// A selection means tests of both: those of one are none of the other, and none is no failure.
def goOnly = maven.run("test", "-Dtest=TestGo", "-Dsurefire.failIfNoSpecifiedTests=false")
assert goOnly.ok() : goOnly.log()
assert goOnly.lines("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0").size() >= 1
def javaOnly = maven.run("test", "-Dtest=HelloTest", "-Dsurefire.failIfNoSpecifiedTests=false")
assert javaOnly.ok() : javaOnly.log()
assert java.exists()

// Java's failures, too, are ignored or skipped by the same switches.
def skipped = maven.run("test", "-DskipTests")
assert skipped.ok()
assert skipped.lines("Tests run:").empty
assert buildersLeft(basedir) == ""
