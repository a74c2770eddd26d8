import static io.github.godocker.it.Daemon.*

assert errors("it-cgo:1.0") == "42 true\n"
def image = inspect("it-cgo:1.0")
def base = inspect("golang:1.26")
assert image.at("/Config/User").asText() == "1234:5678"
// Nothing but the binary on top of the base, whose environment stays.
assert image.at("/RootFS/Layers").size() == base.at("/RootFS/Layers").size() + 1
assert (image.at("/Config/Env") as List).containsAll(base.at("/Config/Env") as List)
assert image.at("/Config/WorkingDir").asText() == base.at("/Config/WorkingDir").asText()
assert json(new File(basedir, "target/go-docker/it-cgo/image.json")).path("base").asText() == "golang:1.26"
assert buildersLeft(basedir) == ""
remove("it-cgo:1.0")
