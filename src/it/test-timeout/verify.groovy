import static io.github.godocker.it.Daemon.*

import io.github.godocker.check.test.JUnitRules

def reports = new File(basedir, "target/surefire-reports")
JUnitRules.checkAll(reports.toPath())
def suites = JUnitRules.read(reports).collectEntries { [(it.name): it] }
def cases = suites["timeout"].testCases.collectEntries { [(it.name): it] }
assert cases["TestQuick"].successful
assert cases["TestHangs/inner"].hasError()
assert cases["TestHangs/inner"].failureMessage.contains("test timed out after 2s")
assert cases["TestHangs/inner"].failureDetail.contains(new File(basedir, "main_test.go").canonicalPath + ":12")
assert cases["TestHangs"].hasError()
// The time that it took, so that the report shows what hangs.
assert cases["TestHangs/inner"].time >= 1.9f
assert !cases.containsKey("TestNeverRun")
assert suites["quick"].testCases*.successful == [true]
def log = buildLog(basedir)
assert log =~ /(?m)^\[ERROR\] Tests run: 4, Failures: 0, Errors: 2, Skipped: 0$/
assert log.contains("test timed out after 2s")
assert buildersLeft(basedir) == ""
