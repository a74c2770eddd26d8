import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

def reports = new File(basedir, "target/surefire-reports")
def names = { reports.list().findAll { it.endsWith(".xml") }.sort() }
assert names() == ["TEST-example_com.passes.inner.net.xml", "TEST-example_com.passes.xml"]
JUnitRules.checkAll(reports.toPath())

def suite = new groovy.xml.XmlSlurper().parse(new File(reports, "TEST-example_com.passes.xml"))
def cases = suite.testcase.collectEntries { [(it.@name.text()): it] }
assert cases.keySet() == ["TestTable", "TestTable/one", "TestTable/two_words", "TestTable/<&>", "TestReadsItsData", "TestWritesFiles",
    "TestNeedsTheMoon", "TestPrints", "Example", "FuzzLength", "FuzzLength/seed#0"] as Set
assert cases.values().every { it.@classname == "example_com.passes" && it.failure.isEmpty() && it.error.isEmpty() }
assert cases["TestNeedsTheMoon"].skipped.@message == "no moon today"
assert cases["TestPrints"]."system-out".text() == "to standard output\nto standard error\n"
assert cases["TestTable/<&>"]."system-out".text().contains("in <&>")
assert cases["TestWritesFiles"]."system-out".isEmpty()
assert JUnitRules.read(reports).collectEntries { [(it.name): it.numberOfTests] } == [passes: 11, net: 1]

// What Surefire prints, and what build servers look for.
def log = buildLog(basedir)
assert log =~ /(?m)^\[INFO\] Tests run: 11, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: \d+\.\d+ s -- in example\.com\/passes( \(cached\))?$/
assert log =~ /(?m)^\[INFO\] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: .* -- in example\.com\/passes\/inner\/net( \(cached\))?$/
assert log =~ /(?m)^\[INFO\] Tests run: 12, Failures: 0, Errors: 0, Skipped: 1$/
assert !log.contains("to standard output")
assert new File(basedir, "target/surefire-reports").listFiles().every { it.name.startsWith("TEST-") }
assert basedir.list().sort() - ["build.log"] ==
    [".mvn", "go.mod", "inner", "invoker.properties", "main.go", "main_test.go", "pom.xml", "setup.groovy", "target", "testdata", "untested", "verify.groovy"]

// Nothing changed: nothing is run or written, and no builder started.
def maven = new Maven(basedir, binding.variables)
def stamps = { (reports.listFiles() + new File(basedir, "target/go-reports/test.state")).collectEntries { [(it.path): it.lastModified()] } }
// The log of the build so far lies in the module, too, and has grown since.
assert maven.run("test").ok()
def before = stamps()
def nothing = maven.run("test", "-X")
assert nothing.ok()
assert stamps() == before
assert nothing.lines("Builder golang").empty
assert nothing.lines("Tests run: 12, Failures: 0, Errors: 0, Skipped: 1").size() == 1

// Data of tests is a source of theirs.
def word = new File(basedir, "testdata/word.txt")
word.text = "other\n"
def changed = maven.run("test")
assert !changed.ok()
assert changed.lines("TestReadsItsData").size() > 0
word.text = "word\n"

// A report that is gone comes back; that of a package that is gone goes, too. What others wrote stays.
new File(reports, "TEST-java.Other.xml").text = '<testsuite name="java.Other" tests="0" errors="0" skipped="0" failures="0"/>'
assert new File(basedir, "inner").deleteDir()
assert maven.run("test").ok()
assert names() == ["TEST-example_com.passes.xml", "TEST-java.Other.xml"]
assert buildersLeft(basedir) == ""
