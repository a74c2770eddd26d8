import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

def maven = new Maven(basedir, binding.variables)
def reports = new File(basedir, "target/surefire-reports")
/** The names of all tests that the reports have. */
def ran = { String selection ->
    def run = maven.run("test", "-Dtest=" + selection)
    assert run.ok() : run.log()
    JUnitRules.checkAll(reports.toPath())
    JUnitRules.read(reports).collectMany { suite -> suite.testCases.collect { suite.name + "#" + it.name } }.sort()
}

assert ran("TestClose,selection#TestOpen/empty file,store#TestOpen+TestNoSuch") ==
    ["selection#TestClose", "selection#TestOpen", "selection#TestOpen/empty_file", "store#TestOpen"]
// A name alone is meant in every package; what is excluded does not run.
assert ran("Test*n,Example*") == ["selection#Example_open", "selection#TestOpen", "selection#TestOpen/empty_file", "selection#TestOpen/full", "store#TestOpen"]
assert ran("!TestFails,!TestClose,!Example*,!TestOpen/full") == ["selection#TestOpen", "selection#TestOpen/empty_file", "store#TestOpen"]

// No match is told with the way out, and leaves no report of earlier runs.
def none = maven.run("test", "-Dtest=TestNothing")
assert !none.ok()
assert none.error().contains("No tests matching 'TestNothing'")
assert none.error().contains("-Dsurefire.failIfNoSpecifiedTests=false")
assert (reports.list() ?: []) as List == []
assert buildersLeft(basedir) == ""
