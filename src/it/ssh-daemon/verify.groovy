import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

// The real daemon behind a program that stands in for ssh: whatever host it is asked for, that is this machine.
def bin = new File(basedir.parentFile, "runs/ssh-daemon-bin")
def calls = new File(bin, "calls")
def ssh = new File(bin, "ssh")
def stand = { String script ->
    bin.mkdirs()
    calls.text = ""
    ssh.text = "#!/bin/sh\necho \"\$\$ \$*\" >> '" + calls + "'\n" + script + "\n"
    assert ssh.setExecutable(true)
}
def left = { calls.readLines().collect { ProcessHandle.of(it.split(" ")[0] as long) }.findAll { it.present && it.get().alive } }
def nothingIsLeft = {
    for (int i = 0; i < 50 && left(); i++) sleep(100)
    assert left().empty
    assert buildersLeft(basedir) == ""
}
def maven = new Maven(basedir, binding.variables)
maven.with("PATH", bin.path + File.pathSeparator + System.getenv("PATH"))
def build = ["-Dgo-docker.dockerHost=ssh://joe@far.test", "package"] as String[]

stand("exec docker system dial-stdio")
def first = maven.run(build)
assert first.ok() : first.log()
assert errors("it-ssh-daemon:1.0") == "over ssh\n"
assert calls.readLines().every { it.endsWith(" -T -l joe -- far.test docker system dial-stdio") } : calls.text
nothingIsLeft()

// Who is not let in is told so in ssh's own words, once and at once, and nothing has changed.
def id = inspect("it-ssh-daemon:1.0").path("Id").asText()
new File(basedir, "main.go") << "\n// changed\n"
stand("echo 'joe@far.test: Permission denied (publickey).' >&2; exit 255")
def start = System.nanoTime()
def refused = maven.run(build)
assert System.nanoTime() - start < 20_000_000_000L
assert !refused.ok()
assert refused.error().contains("Cannot reach the Docker daemon at ssh://joe@far.test")
assert refused.error().contains(": joe@far.test: Permission denied (publickey).\nTry 'ssh ")
assert refused.error().contains(" -l joe -- far.test docker system info'.")
assert refused.lines("Permission denied").size() == 1
assert !refused.log().contains("\tat ")
assert calls.readLines().size() == 1
assert inspect("it-ssh-daemon:1.0").path("Id").asText() == id
nothingIsLeft()
remove("it-ssh-daemon:1.0")
