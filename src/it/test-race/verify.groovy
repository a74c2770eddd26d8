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
assert new Maven(basedir, binding.variables).run("test").ok()
assert JUnitRules.read(reports)[0].testCases*.successful == [true, true]
assert buildersLeft(basedir) == ""
