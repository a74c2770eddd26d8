import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

def reports = new File(basedir, "target/surefire-reports")
JUnitRules.checkAll(reports.toPath())
def suites = JUnitRules.read(reports).collectEntries { [(it.fullClassName.replace("example_com.failures.", "")): it] }
def cases = { String suite -> suites[suite].testCases.collectEntries { [(it.name): it] } }
assert suites.keySet() == ["asserts", "panics", "broken", "exits", "good", "vetted"] as Set
def file = { String name -> new File(basedir, name).canonicalPath }

// Each failure with what tells why, and with the line on this machine.
def asserts = cases("asserts")
assert asserts.findAll { it.value.hasFailure() }.keySet() == ["TestEqual", "TestDocument", "TestDocument/inner"] as Set
assert asserts["TestEqual"].failureMessage.contains("got 1, want 2")
assert asserts["TestEqual"].failureDetail.contains(file("asserts/asserts_test.go") + ":14: got 1, want 2")
assert !asserts["TestEqual"].failureDetail.contains("noise")
assert asserts["TestDocument/inner"].failureDetail.contains("- one\n") && asserts["TestDocument/inner"].failureDetail.contains("+ two")
assert asserts["TestGood"].successful
def xml = new groovy.xml.XmlSlurper().parse(new File(reports, "TEST-example_com.failures.asserts.xml"))
assert xml.testcase.find { it.@name == "TestEqual" }."system-out".text().readLines().count { it.startsWith("noise ") } == 1000

def panics = cases("panics")
assert panics["TestBefore"].successful
assert panics["TestPanics"].hasError()
assert panics["TestPanics"].failureMessage.contains("assignment to entry in nil map")
assert panics["TestPanics"].failureDetail.contains(file("panics/panics.go") + ":5")

assert suites["broken"].numberOfErrors == 1
assert suites["broken"].testCases[0].failureDetail.contains(file("broken/broken_test.go") + ":6:14: cannot use \"text\"")

// It compiles and has no tests, but go vets it before it says so.
assert cases("vetted")["[vet failed]"].hasError()
assert cases("vetted")["[vet failed]"].failureType == "vet"
assert cases("vetted")["[vet failed]"].failureDetail.contains(file("vetted/vetted.go") + ":6:14: fmt.Printf format %d")

def exits = cases("exits")
assert exits["TestBefore"].successful
assert exits["TestExits"].hasError()
assert new File(reports, "TEST-example_com.failures.exits.xml").text.contains("no configuration")
assert cases("good")["TestGood"].successful

// Surefire's words: a line for each test, the summary, and one message.
def log = buildLog(basedir)
def tests = suites.values().sum { it.numberOfTests }
def summary = "Tests run: $tests, Failures: 3, Errors: 4, Skipped: 0"
assert log.readLines().count { it == "[ERROR] " + summary } == 1
assert log =~ /(?m)^\[ERROR\] Tests run: 4, Failures: 3, Errors: 0, Skipped: 0, Time elapsed: .* <<< FAILURE! -- in example\.com\/failures\/asserts$/
assert log =~ /(?m)^\[INFO\] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: .* -- in example\.com\/failures\/good( \(cached\))?$/
assert log =~ /(?m)^\[ERROR\] .*TestEqual.* <<< FAILURE!$/
assert log =~ /(?m)^\[ERROR\] .*TestPanics.* <<< ERROR!$/
assert log.readLines().any { it.startsWith("[ERROR]") && it.contains(file("asserts/asserts_test.go") + ":14: got 1, want 2") }
assert log.readLines().any { it.startsWith("[ERROR]") && it.contains(file("broken/broken_test.go") + ":6:14:") }
assert !log.contains("noise ")
assert !log.contains("/src/asserts")
assert log.contains("MojoFailureException")
assert log.readLines().count { it.contains("There are test failures") } == 1
assert log.contains("What go vet refuses is not tested: mend it, or set <testFlags>-vet=off</testFlags>.")
assert !hasImage("it-test-failures:1.0")

// Ignored, they are told all the same, and the reports are there.
assert reports.deleteDir()
def maven = new Maven(basedir, binding.variables)
def ignored = maven.run("test", "-Dmaven.test.failure.ignore")
assert ignored.ok() : ignored.log()
assert ignored.lines(summary).size() == 1
assert ignored.lines("There are test failures").size() == 1
JUnitRules.checkAll(reports.toPath())
assert JUnitRules.read(reports).size() == 6

// Failures are not remembered as done.
def again = maven.run("test")
assert !again.ok()
assert again.lines(summary).size() == 1

// Without vet the package has nothing to tell.
def unvetted = maven.run("test", "-Dgo-docker.testFlags=-vet=off")
assert unvetted.lines("Failures: 3, Errors: 3, Skipped: 0").size() == 1
assert unvetted.lines("go vet").isEmpty()
assert JUnitRules.read(reports).size() == 5
assert buildersLeft(basedir) == ""

// A project that is named by a link has the same tests.
def link = new File(basedir.parentFile, "runs/test-failures-link").toPath()
java.nio.file.Files.createSymbolicLink(link, basedir.toPath())
def linked = new Maven(basedir, binding.variables).run("-f", link.toString() + "/pom.xml", "test")
assert !linked.ok()
assert linked.log().contains("Tests run: ") && !linked.log().contains("No tests to run")
java.nio.file.Files.delete(link)
