import static io.github.godocker.it.Daemon.*

import java.nio.file.Files

def image = inspect("it-hello:1.0")
assert image.at("/Config/User").asText() == "65532:65532"
assert image.at("/Config/Entrypoint").toString() == '["/usr/local/bin/hello"]'
assert image.at("/Config/Cmd").isEmpty()
assert image.at("/Architecture").asText() == command(basedir, "docker", "version", "-f", "{{.Server.Arch}}").strip()
// Nobody has fixed a date, whatever Maven 4 sets by itself.
assert image.at("/Created").asText() == "1970-01-01T00:00:00Z"
def labels = image.at("/Config/Labels")
assert labels.path("org.opencontainers.image.title").asText() == "it-hello"
assert labels.path("org.opencontainers.image.version").asText() == "1.0"
assert !labels.has("org.opencontainers.image.created")
// The container as it lies in the daemon, not as somebody started it.
assert image.at("/RootFS/Layers").size() == 2

def out = run("it-hello:1.0", "one", "two").readLines()
assert out == [
    "version 1.0",
    "user 65532 65532",
    "zone 1970-01-01T09:00:00+09:00",
    "certificates true",
    "tmp <nil>",
    "outside tmp true",
    "arguments [one two] home /home/nonroot",
]

def files = filesIn("it-hello:1.0")
assert files.keySet().findAll { !files[it].directory() } as List == [
    "etc/group", "etc/passwd", "etc/ssl/certs/ca-certificates.crt", "usr/local/bin/hello", "usr/share/zoneinfo.zip",
]
assert files.values().every { it.uid() == 0 && it.gid() == 0 }
assert files["tmp"].mode() == 01777
assert files["usr/local/bin/hello"].mode() == 0755
assert files["etc/passwd"].mode() == 0644
// This machine's certificates help to build and are not in the image.
assert files["etc/ssl/certs/ca-certificates.crt"].content() == content("golang:1.26", "/etc/ssl/certs/ca-certificates.crt")

def directory = new File(basedir, "target/go-docker/it-hello")
def record = json(new File(directory, "image.json"))
assert record.path("image").asText() == "it-hello:1.0"
assert record.path("imageId").asText() == image.path("Id").asText()
assert record.path("imageDigest").isNull()
assert record.path("base").asText() == "scratch"
assert record.path("builderImage").asText() == "golang:1.26"
assert record.path("goVersion").asText() ==~ /go1\.26(\.\d+)?/
assert record.path("binaries").toString() == '["hello"]'

def me = Files.getOwner(basedir.toPath())
new File(basedir, "target").eachFileRecurse { assert Files.getOwner(it.toPath()) == me }
assert buildersLeft(basedir) == ""

def log = buildLog(basedir)
assert log.contains("Compiling . for linux/")
// Maven itself may warn of a repository that it cannot reach.
assert !log.readLines().any { it.contains("WARN") && !it.contains("Could not transfer") }
assert !log.contains("\u001b[")
remove("it-hello:1.0")
