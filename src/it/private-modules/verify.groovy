import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def passwords = new File(basedir.parentFile, "private-modules-passwords.txt").readLines()
def server = { String id, String user, String password ->
    "<server><id>" + id + "</id><username>" + user + "</username><password>" + password + "</password></server>"
}
def maven = new Maven(basedir, binding.variables)

// Nobody has logged in: the message names the server that is missing, as its id has to be.
def nobody = maven.run("package")
assert !nobody.ok()
assert nobody.error().contains("whose id is scm.corp.test:8443,") : nobody.log()

def agent = maven.with("SSH_AUTH_SOCK", null).run("-Dgo-docker.sshAgent", "package")
assert !agent.ok()
assert agent.error().contains("Cannot use the ssh agent: SSH_AUTH_SOCK is not set.") : agent.log()

maven.settings("<servers>" + server("scm.corp.test:8443", "joe", passwords[0]) + server("proxy.corp.test:8444", "bot", passwords[1]) +
    server("nexus.corp.test", "nexus", "n3xus-s3cret") + "</servers>")
def log = new File(basedir.parentFile, "runs/private-modules.log")
def process = maven.start(log, "-X", "-e", "package")
def configuration = builderConfiguration(basedir, process)
def text = Maven.read(log)
assert process.exitValue() == 0 : text
assert run("it-private-modules:1.0") == "corp.test/lib filed.test/lib proxied.test/lib\n"

// The directory of modules is another's.
def mount = new groovy.json.JsonSlurper().parseText(configuration)[0].Mounts.find { it.Destination.endsWith("/server/modules") }
assert mount.Type == "bind" && !mount.RW : configuration

def places = [log: text, "docker inspect of the builder": configuration, image: everything("it-private-modules:1.0")]
new File(basedir, "target").eachFileRecurse { if (it.file) places[it.path] = new String(it.bytes, "ISO-8859-1") }
filesIn("it-private-modules:1.0").each { name, file -> places["image:" + name] = new String(file.content(), "ISO-8859-1") }
assert places.size() > 10
for (secret in passwords + "n3xus-s3cret") {
    def forms = [secret, (secret.bytes.encodeBase64() as String).replace("=", "")]
    for (user in ["joe", "bot"]) {
        forms << ((user + ":" + secret).bytes.encodeBase64() as String).replace("=", "")
    }
    for (form in forms) {
        places.each { place, content -> assert !content.contains(form) : place }
    }
}

// Offline the directory is there, and what is private is asked for nowhere.
new File(basedir, "main.go") << "\n// another\n"
def offline = maven.run("-o", "package")
assert !offline.ok()
def missing = offline.error().readLines().find { it.contains("Not in the module cache: ") }
assert missing.contains("corp.test/lib v1.0.0") && missing.contains("proxied.test/lib v1.0.0") : offline.log()
assert !offline.log().contains("filed.test/lib@v1.0.0: module lookup disabled")

assert buildersLeft(basedir) == ""
docker("rm", "-f", "go-docker-it-corp")
docker("network", "rm", "go-docker-it-corp")
remove("it-private-modules:1.0")
