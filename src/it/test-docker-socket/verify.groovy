import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

def report = new File(basedir, "target/surefire-reports/TEST-example_com.socket.xml")
def talks = {
    JUnitRules.check(report.toPath())
    new groovy.xml.XmlSlurper().parse(report).testcase.find { it.@name == "TestTalksToDocker" }
}
def version = docker("version", "-f", "{{.Server.Version}}").strip()

// Whoever has the socket is root on the daemon's machine: nobody gets it unasked.
assert talks().skipped.@message == "no socket"

def maven = new Maven(basedir, binding.variables)
def asked = maven.run("test", "-Dgo-docker.dockerSocket")
assert asked.ok() : asked.log()
assert talks().skipped.isEmpty()
assert talks()."system-out".text().contains("200 ")
assert talks()."system-out".text().contains('"' + version + '"')

// And only for that build.
assert maven.run("test").ok()
assert talks().skipped.@message == "no socket"
assert buildersLeft(basedir) == ""
