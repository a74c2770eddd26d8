import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

// Two runs of one module's tests leave each other's results alone.
def reports = new File(basedir, "target/surefire-reports")
def cases = { String name -> new groovy.xml.XmlSlurper().parse(new File(reports, name)).testcase.collect { it.@name.text() } }
assert reports.list().sort() == ["TEST-example_com.executions-integration.xml", "TEST-example_com.executions.xml"]
assert cases("TEST-example_com.executions.xml") == ["TestKeep"]
assert cases("TEST-example_com.executions-integration.xml") == ["TestFetch"]
def suite = new groovy.xml.XmlSlurper().parse(new File(reports, "TEST-example_com.executions-integration.xml"))
assert suite.@name == "example_com.executions(integration)" && suite.testcase[0].@classname == suite.@name
JUnitRules.checkAll(reports.toPath())
def coverage = new File(basedir, "target/go-reports/coverage")
assert coverage.list().findAll { it.startsWith("unit") }.sort() == ["unit-integration.out", "unit.out"]

// And each finds nothing to do when nothing changed.
def maven = new Maven(basedir, binding.variables)
assert maven.run("verify").ok() // the log of the build before lies in the module, too
def again = maven.run("verify")
assert again.ok()
assert again.lines("nothing changed since").size() == 2

// Who wants them to run again gets that of both, without go's own memory, and the next build knows that they passed.
def forced = maven.run("verify", "-Dgo-docker.force")
assert forced.ok() : forced.log()
assert forced.lines("nothing changed since").empty && forced.lines("(cached)").empty
assert forced.lines("Testing ").size() == 2
assert maven.run("verify").lines("nothing changed since").size() == 2
assert buildersLeft(basedir) == ""
