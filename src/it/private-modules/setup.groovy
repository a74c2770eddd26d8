import static io.github.godocker.it.Daemon.*

// What a run that was cut off has left.
["sh", "-c", "docker rm -f go-docker-it-corp; docker network rm go-docker-it-corp"].execute().waitFor()
docker("network", "create", "go-docker-it-corp")
def passwords = ["GIT_PASSWORD", "PROXY_PASSWORD"].collectEntries { [it, it[0] + "-s3cret-" + Long.toHexString(System.nanoTime())] }
new File(basedir.parentFile, "private-modules-passwords.txt").text = passwords.values().join("\n")
def aliases = ["corp.test", "scm.corp.test", "proxy.corp.test"].collectMany { ["--network-alias", it] }
def owner = command(basedir, "stat", "-c", "%u:%g", basedir.path).strip()
docker(*(["run", "-d", "--init", "--name", "go-docker-it-corp", "--network", "go-docker-it-corp", "--user", "0:0"] + aliases +
    passwords.collectMany { ["-e", it.key + "=" + it.value] } +
    ["-v", new File(basedir, "server").canonicalPath + ":/server", "-w", "/server", "golang:1.26", "go", "run", "."]))
for (int i = 0; i < 6000 && !docker("logs", "go-docker-it-corp").contains("ready"); i++) {
    sleep(100)
}
// The user who runs Maven cleans up.
docker("exec", "go-docker-it-corp", "chown", "-R", owner, "/server")
return docker("logs", "go-docker-it-corp").contains("ready")
