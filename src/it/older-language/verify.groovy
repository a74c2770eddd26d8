import static io.github.godocker.it.Daemon.*

// Compiled by a Go of today, with the meaning of then, and told once.
def image = "it-older-language:1.0"
assert run(image).contains("3 3 3")
assert json(new File(basedir, "target/go-docker/it-older-language/image.json")).path("goVersion").asText() ==~ /go1\.26(\.\d+)?/
def log = buildLog(basedir)
assert log.readLines().findAll { it.contains("go 1.15") } == ["[INFO] go.mod says go 1.15, the language; golang:1.26 compiles it, <goVersion> chooses another"]
