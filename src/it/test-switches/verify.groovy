import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

def maven = new Maven(basedir, binding.variables)
def report = new File(basedir, "target/surefire-reports/TEST-example_com.switches.xml")
def cases = {
    JUnitRules.check(report.toPath())
    new groovy.xml.XmlSlurper().parse(report).testcase.collectEntries { [(it.@name.text()): it] }
}

// Maven's and the plugin's own ways to have no tests.
["-DskipTests", "-Dmaven.test.skip", "-Dgo-docker.test.skip"].each {
    def run = maven.run("test", it)
    assert run.ok() : run.log()
    assert run.lines("Tests run:").empty
    assert !report.exists()
}

// Short tests, build tags, and an order whose seed is printed.
def shuffled = maven.run("test", "-Dgo-docker.shuffle=on", "-Dgo-docker.shortTests", "-Dgo-docker.buildTags=integration")
assert shuffled.ok() : shuffled.log()
assert cases().keySet() == ["TestEnvironment", "TestShort", "TestTagged", "TestA", "TestB", "TestC", "TestD"] as Set
assert cases()["TestShort"].skipped.@message == "short"
def order = cases().keySet() as List
def seed = (shuffled.log() =~ /-Dgo-docker\.shuffle=(\d+)/)[0][1]
def again = maven.run("test", "-Dgo-docker.shuffle=" + seed, "-Dgo-docker.shortTests", "-Dgo-docker.buildTags=integration")
assert again.ok() : again.log()
assert cases().keySet() as List == order

// What the tests get. Asked for two runs, a test has two results.
def twice = maven.run("test", "-Dtest=TestEnvironment", "-Dgo-docker.testArguments=first,second", "-Dgo-docker.testCount=2")
assert twice.ok() : twice.log()
assert twice.lines("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0").size() > 0
assert cases().values().every { it."system-out".text().contains("greeting from the pom") }
assert cases().values().every { it."system-out".text().contains(" first second") }
assert cases().size() == 2

// All that is wrong is told at once, before anything is done.
def wrong = maven.run("test", "-Dgo-docker.shuffle=maybe", "-Dtest=store#", "-Dsurefire.rerunFailingTestsCount=-1")
assert !wrong.ok()
["<shuffle>maybe", "-Dtest=store#", "3 parameters are wrong"].each { assert wrong.error().contains(it) : wrong.error() }
assert buildersLeft(basedir) == ""
