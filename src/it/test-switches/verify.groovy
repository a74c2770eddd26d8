import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.tests.JUnitRules

def maven = new Maven(basedir, binding.variables)
def reports = new File(basedir, "target/surefire-reports")
/** The names of all tests that the reports have. */
def ran = { String... arguments ->
    def run = maven.run("test", *arguments)
    assert run.ok() : run.log()
    JUnitRules.checkAll(reports.toPath())
    JUnitRules.read(reports).collectMany { suite -> suite.testCases.collect { suite.name + "#" + it.name } }.sort()
}

// Maven's and the plugin's own ways to have no tests.
["-DskipTests", "-Dmaven.test.skip", "-Dgo-docker.test.skip", "-Dgo-docker.skip"].each {
    def run = maven.run("test", it)
    assert run.ok() : run.log()
    assert run.lines("Tests run:").empty
    assert !reports.exists()
}

// What -Dtest means.
assert ran("-Dtest=TestClose") == ["switches#TestClose"]
assert ran("-Dtest=store#TestOpen") == ["store#TestOpen"]
assert ran("-Dtest=Test*n,Example*") == ["store#TestOpen", "switches#ExampleOpen", "switches#TestOpen", "switches#TestOpen/empty_file", "switches#TestOpen/full"]
assert ran("-Dtest=TestOpen/empty file") == ["switches#TestOpen", "switches#TestOpen/empty_file"] ||
    ran("-Dtest=TestOpen/empty file") == ["store#TestOpen", "switches#TestOpen", "switches#TestOpen/empty_file"]
assert ran("-Dtest=!TestFails,!Test*n,!TestEnvironment", "-Dgo-docker.shortTests", "-Dgo-docker.buildTags=integration") ==
    ["switches#ExampleOpen", "switches#TestClose", "switches#TestShort", "switches#TestTagged"]
def short_ = new groovy.xml.XmlSlurper().parse(new File(reports, "TEST-example_com.switches.xml"))
assert short_.testcase.find { it.@name == "TestShort" }.skipped.@message == "short"

// No match is told with the way out, and leaves no report of earlier runs.
def none = maven.run("test", "-Dtest=TestNothing")
assert !none.ok()
assert none.error().contains("No tests matching 'TestNothing'")
assert none.error().contains("-Dsurefire.failIfNoSpecifiedTests=false")
assert (reports.list() ?: []) as List == []
assert maven.run("test", "-Dtest=TestNothing", "-Dsurefire.failIfNoSpecifiedTests=false").ok()

// The environment and arguments of the tests.
def environment = ran("-Dtest=TestEnvironment", "-Dgo-docker.testArguments=first,second", "-Dgo-docker.testCount=2")
assert environment.every { it.startsWith("switches#TestEnvironment") }
def output = new File(reports, "TEST-example_com.switches.xml").text
assert output.contains("greeting from the pom") && output.contains(" first second")

// The seed of a shuffled run runs it again in the same order.
def shuffled = maven.run("test", "-Dtest=switches", "-Dgo-docker.shuffle=on")
assert shuffled.ok() : shuffled.log()
def seed = (shuffled.log() =~ /-Dgo-docker\.shuffle=(\d+)/)[0][1]
def order = { new groovy.xml.XmlSlurper().parse(new File(reports, "TEST-example_com.switches.xml")).testcase.collect { it.@name.text() } }
def first = order()
assert maven.run("test", "-Dtest=switches", "-Dgo-docker.shuffle=" + seed).ok()
assert order() == first

// All that is wrong is told at once, before anything is done.
def wrong = maven.run("test", "-Dgo-docker.shuffle=maybe", "-Dtest=store#", "-Dsurefire.rerunFailingTestsCount=-1")
assert !wrong.ok()
["<shuffle>maybe", "-Dtest=store#", "3 parameters are wrong"].each { assert wrong.error().contains(it) : wrong.error() }
assert buildersLeft(basedir) == ""
