import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Registry

def registry = Registry.open()
def name = registry.address() + "/it/platforms"
def expected = ["linux/amd64": "amd64", "linux/arm64": "arm64", "linux/arm/v7": "arm"]
def record = json(record(basedir, name + ":1.0"))

expected.each { platform, arch ->
    def tag = "1.0-" + platform.replace("/", "-")
    def image = inspect(name + ":" + tag)
    assert image.path("Architecture").asText() == arch
    assert image.path("Os").asText() == "linux"
    assert isPodman() || image.path("Variant").asText("") == (arch == "arm" ? "v7" : "")
    // The machine in the ELF header.
    def elf = filesIn(name + ":" + tag)["usr/local/bin/platforms"].content()
    assert elf[18] == (byte) [amd64: 0x3e, arm64: 0xb7, arm: 0x28][arch]
    def entry = record.path("platforms").find { it.path("platform").asText() == platform }
    assert entry.path("imageId").asText() == image.path("Id").asText()
    assert entry.path("imageDigest").asText() == registry.digest("it/platforms", tag)
    assert registry.configDigest("it/platforms", tag) == configDigest(name + ":" + tag)
}
// The plain name is the daemon's own platform here and all of them at the registry.
def mine = command(basedir, "docker", "version", "-f", "{{.Server.Arch}}").strip()
assert errors(name + ":1.0") == mine + "\n"
["1.0", "latest"].each { tag ->
    def index = registry.manifest("it/platforms", tag)
    assert index.path("mediaType").asText() == "application/vnd.oci.image.index.v1+json"
    assert index.path("manifests").collect { it.path("platform").path("os").asText() + "/" + it.path("platform").path("architecture").asText() + (it.path("platform").has("variant") ? "/" + it.path("platform").path("variant").asText() : "") } as Set == expected.keySet()
    index.path("manifests").each { assert registry.has("it/platforms", it.path("digest").asText()) }
    assert registry.digest("it/platforms", tag) == record.path("imageDigest").asText()
}
["1.0", "latest"].each { tag -> remove(name + ":" + tag, *expected.keySet().collect { name + ":" + tag + "-" + it.replace("/", "-") }) }
assert buildersLeft(basedir) == ""
