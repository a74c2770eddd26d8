import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

def reports = new File(basedir, "target/surefire-reports")
JUnitRules.checkAll(reports.toPath())
def suites = JUnitRules.read(reports).collectEntries { [(it.name): it] }
assert suites.values().every { it.numberOfFailures == 0 && it.numberOfErrors == 0 }
def cases = { String suite -> suites[suite].testCases.collectEntries { [(it.name): it] } }

// As Surefire marks them: each failed run, and no failure.
def flaky = cases("flaky")
assert flaky.keySet() == ["TestSteady", "TestFlaky", "TestOfParts", "TestOfParts/good", "TestOfParts/flaky_part"] as Set
assert flaky["TestFlaky"].flakyFailures*.message.collect { it.replaceFirst(/.*go:\d+: /, "") } == ["fails at attempt 1", "fails at attempt 2"]
assert !flaky["TestSteady"].hasFlakes() && !flaky["TestOfParts/good"].hasFlakes()
assert flaky["TestOfParts/flaky_part"].flakyFailures.size() == 1
assert cases("crash").keySet() == ["TestBefore", "TestCrash", "TestAfter"] as Set
assert cases("crash")["TestCrash"].flakyErrors*.message.any { it.contains("the first time") }
def xml = new groovy.xml.XmlSlurper().parse(new File(reports, "TEST-example_com.flaky.xml"))
def element = xml.testcase.find { it.@name == "TestFlaky" }.flakyFailure[0]
assert element.stackTrace.text().contains(new File(basedir, "main_test.go").canonicalPath + ":29: fails at attempt 1")
assert element."system-out".text().contains("attempt 1")

def log = buildLog(basedir)
assert log =~ /(?m)^\[WARNING\] Flakes: ?$/
assert log =~ /(?m)^\[WARNING\] Tests run: 8, Failures: 0, Errors: 0, Skipped: 0, Flakes: \d$/

// Too few runs are a failure, which tells of its reruns; and flakes can be forbidden.
def maven = new Maven(basedir, binding.variables)
def few = maven.run("test", "-Dsurefire.rerunFailingTestsCount=1", "-Dtest=TestFlaky")
assert !few.ok()
JUnitRules.checkAll(reports.toPath())
def failed = new groovy.xml.XmlSlurper().parse(new File(reports, "TEST-example_com.flaky.xml")).testcase.find { it.@name == "TestFlaky" }
assert failed.failure.@message.text().contains("fails at attempt 1")
assert failed.rerunFailure.size() == 1 && failed.rerunFailure.@message.text().contains("fails at attempt 2")
def strict = maven.run("test", "-Dsurefire.rerunFailingTestsCount=2", "-Dsurefire.failOnFlakeCount=1")
assert !strict.ok()
assert strict.error().contains("flaky tests")
assert buildersLeft(basedir) == ""
