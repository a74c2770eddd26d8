import static io.github.godocker.it.Daemon.*

def image = "it-extra-files:1.0"
def files = filesIn(image)
assert files["etc/app/app.properties"].text() == "key=value\n"
assert files["etc/app/app.properties"].mode() == 0644
assert files["srv/static/index.html"].text() == "<p>index</p>\n"
assert files["srv/static/css/a.css"].text() == "p {}\n"
assert files["opt/run.sh"].mode() == 0755
assert files.values().every { it.uid() == 0 && it.gid() == 0 }
// What every image has, this other way to build it notwithstanding.
assert files["tmp"].mode() == 01777
assert files["usr/local/bin/extra"].mode() == 0755
assert files["etc/ssl/certs/ca-certificates.crt"].content() == content("golang:1.26", "/etc/ssl/certs/ca-certificates.crt")
assert inspect(image).at("/Config/User").asText() == "65532:65532"
assert inspect(image).at("/Config/Labels/org.opencontainers.image.version").asText() == "1.0"
assert errors(image) == "key=value\n\n"

assert isPodman() || inspect(image).at("/Config/Healthcheck/Test").toString() == '["CMD","/usr/local/bin/extra","health"]'
def id = docker("run", "-d", image, "wait").strip()
try {
    def health = ""
    // podman leaves it to systemd to run health checks, which is not there on every machine.
    def wanted = isPodman() ? "starting" : "healthy"
    for (int i = 0; i < 100 && health != wanted; i++) {
        sleep(100)
        health = docker("inspect", "-f", "{{.State.Health.Status}}", id).strip()
    }
    assert health == wanted
} finally {
    docker("rm", "-f", id)
}
assert buildersLeft(basedir) == ""
remove(image)
