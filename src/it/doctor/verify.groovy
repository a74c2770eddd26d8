import static io.github.godocker.it.Daemon.*

import groovy.json.JsonSlurper
import io.github.godocker.it.Maven
import io.github.godocker.it.Registry

def registry = Registry.withLogin()
def maven = new Maven(basedir, binding.variables).with("DOCKER_CONFIG", new File(basedir, "no-such-directory").path)
def server = { String password ->
    "<servers><server><id>" + registry.address() + "</id><username>" + Registry.USER + "</username><password>" + password + "</password></server></servers>"
}
def findings = { Maven.Run run ->
    run.log().readLines().findAll { it.startsWith("{\"check\"") }.collectEntries {
        def line = new JsonSlurper().parseText(it)
        [line.check, line]
    }
}
def image = "-Dgo-docker.image=" + registry.address() + "/it/doctor"

// A module: every line is there, and what a login is worth is tried.
maven.settings(server(Registry.PASSWORD))
def good = maven.run("-q", "go-docker:doctor", "-Dgo-docker.json", image, "-Dgo-docker.builderImage=golang:1.26")
def found = findings(good)
assert found.keySet().containsAll(["Maven", "JDK", "proxy", "certificates", "address", "daemon", "image store", "BuildKit",
    "user", "clock", "daemon's proxy", "mounts", "disk", "go"])
assert ["Maven", "JDK", "address", "daemon", "BuildKit", "clock", "go"].every { found[it].level == "ok" } : found
assert found.go.text.contains("go.mod wants go 1.26, golang:1.26 has 1.26")
assert found.mounts.text.contains(basedir.canonicalPath)
assert found.disk.text.contains("GB free") && found["Docker's files"].text.contains("GB of images")
def ours = found["registry " + registry.address()]
assert ours.level == "ok" && ours.text.contains("server '" + registry.address() + "' of settings.xml (user " + Registry.USER + ")")
assert !good.log().contains(Registry.PASSWORD)
assert good.ok() == found.values().every { it.level != "fail" }

// A wrong password is told, whose it is, and never itself; nothing else stops.
maven.settings(server("wr0ng-s3cret"))
def wrong = maven.run("go-docker:doctor", image)
assert !wrong.ok() && wrong.error().contains("A build cannot work here yet: ") && wrong.error().contains("registry " + registry.address())
assert wrong.log() =~ /\[ERROR\] fail  registry .*settings\.xml \(user/
assert wrong.log() =~ /\[INFO\] ok    Maven: /
assert !wrong.log().contains("wr0ng-s3cret")

// A daemon that is not there: what is not about it is answered all the same. Without a pom, too.
def empty = new File(basedir, "target/empty")
assert empty.mkdirs()
def plugin = "io.github.godocker:go-docker-maven-plugin:" + (new File(basedir, "pom.xml").text =~ /<artifactId>go-docker-maven-plugin<\/artifactId>\s*<version>(.*?)</)[0][1]
def gone = maven.in(empty).run("-o", "-q", plugin + ":doctor", "-Dgo-docker.json", "-Dgo-docker.dockerHost=unix:///no/such.sock")
assert !gone.ok() && gone.error().contains("A build cannot work here yet: daemon.")
def rest = findings(gone)
assert rest.daemon.level == "fail" && rest.daemon.fix.contains("DOCKER_HOST")
assert rest.address.text == "unix:///no/such.sock (dockerHost)"
assert !rest.containsKey("disk") && rest.JDK.level == "ok" && rest["registry docker.io"].text.contains("offline")
assert docker("ps", "-aq", "--filter", "label=io.github.godocker.builder=" + basedir.canonicalPath) == ""
assert !new File(empty, "target").exists()
true
