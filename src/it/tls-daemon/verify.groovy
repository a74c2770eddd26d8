import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.it.TlsRelay
import java.nio.file.Path

// The real daemon behind TLS with client certificates: a test that is silent for 25 s, an image, a stranger.
def socket = Path.of(URI.create(System.getenv("DOCKER_HOST") ?: "unix:///var/run/docker.sock").path)
def maven = new Maven(basedir, binding.variables)
def relay = new TlsRelay(new File(basedir.parentFile, "runs/tls-daemon-keys").toPath().toAbsolutePath(), socket)
try {
    maven.with("DOCKER_HOST", relay.address()).with("DOCKER_TLS_VERIFY", "1")

    maven.with("DOCKER_CERT_PATH", relay.client().toString())
    def run = maven.run("package")
    assert run.ok()
    assert run.log().contains("Tests run: 1, Failures: 0")
    assert errors("it-tls-daemon:1.0") == "over tls\n"
    assert buildersLeft(basedir) == ""

    def id = inspect("it-tls-daemon:1.0").path("Id").asText()
    new File(basedir, "main.go") << "\n// changed\n"
    def stranger = maven.with("DOCKER_CERT_PATH", relay.stranger().toString()).run("package")
    assert !stranger.ok()
    assert stranger.error().contains("our certificate")
    assert stranger.error().contains("cert.pem has to be signed by an authority that the daemon trusts")
    assert !stranger.log().contains("\tat ")
    assert inspect("it-tls-daemon:1.0").path("Id").asText() == id
} finally {
    relay.close()
}
remove("it-tls-daemon:1.0")
