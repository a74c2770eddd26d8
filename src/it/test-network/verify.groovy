import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.check.test.JUnitRules

def reports = new File(basedir, "target/surefire-reports")
try {
    JUnitRules.checkAll(reports.toPath())
    assert JUnitRules.read(reports)[0].testCases*.name == ["TestReachesItsService"]

    // It is that network, and no other way: outside of it nobody knows the name.
    def outside = new Maven(basedir, binding.variables).run("test", "-Dnetwork=bridge")
    assert !outside.ok()
    assert outside.lines("greeter").size() > 0
    assert JUnitRules.read(reports)[0].numberOfFailures == 1
} finally {
    docker("rm", "-f", "-v", "go-docker-it-greeter")
    // The builder leaves it shortly after Maven has ended.
    assert buildersLeft(basedir) == ""
    docker("network", "rm", "go-docker-it-network")
}
