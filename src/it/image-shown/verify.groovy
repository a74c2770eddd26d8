import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def shown = { String... more -> new groovy.json.JsonSlurper().parseText(maven.run(*(["-q", "go-docker:image", "-Dgo-docker.json"] + (more as List))).log()) }
def first = inspect("it-image-shown:1.0").path("Id").asText()
def binary = new File(basedir, "target/go-docker/it-image-shown/bin").listFiles().first().listFiles().first()

// What Docker and go say of the same image.
def image = shown()
assert image.image == "it-image-shown:1.0" && image.imageId == first
assert image.user == "65532:65532" && image.entrypoint == ["/usr/local/bin/shown"] && image.created == "1970-01-01T00:00:00Z"
assert image.size == inspect(first).path("Size").asLong()
def layers = image.history.findAll { it.layer }
def digests = []
inspect(first).at("/RootFS/Layers").each { digests << it.asText() }
assert layers*.layer == digests
assert layers*.size.sum() == image.size
def files = filesIn("it-image-shown:1.0")
layers*.files.flatten().each { file ->
    def real = files[file.path.substring(1)]
    assert real.content().length == file.size && String.format("%04o", real.mode()) == file.mode
}
assert layers*.fileCount.sum() == files.values().count { !it.directory() }

// Each byte of the program is somewhere.
def program = image.programs[0]
assert program.path == "/usr/local/bin/shown" && program.size == binary.length() && program.mainPackage == "example.com/shown"
assert program.goVersion == json(new File(basedir, "target/go-docker/it-image-shown/image.json")).path("goVersion").asText()
assert program.modules*.size.sum() + program.rest.values().sum() == program.size
assert program.modules*.module as Set == ["std", "example.com/shown"] as Set
assert program.modules.find { it.module == "std" }.packages.runtime > 200_000
assert !image.comparison

// Compared with the last time, however often it is asked.
new File(basedir, "main.go").text = """package main

import "net/http"

func main() {
	println(http.ListenAndServe(":8080", nil))
}
"""
assert maven.run("package").ok()
def second = inspect("it-image-shown:1.0").path("Id").asText()
2.times {
    def change = shown().comparison
    assert change.imageId == first
    assert change.change == inspect(second).path("Size").asLong() - inspect(first).path("Size").asLong()
    assert change.parts.values().sum() == change.change && change.parts.std > 1_000_000
    assert change.packages."net/http" > 100_000
}
def text = maven.run("go-docker:image").log()
assert text.contains("compared with it-image-shown:1.0 (")
assert text.readLines().any { it ==~ /.* net\/http/ } && text.contains("  0755  /usr/local/bin/shown")

// Any image of the daemon's, compared with any other.
def other = shown("-Dgo-docker.image=" + first, "-Dgo-docker.compare=it-image-shown:1.0")
assert other.imageId == first && other.comparison.imageId == second && other.comparison.parts.std < -1_000_000
def missing = maven.run("go-docker:image", "-Dgo-docker.compare=it-image-shown:0.9")
assert !missing.ok() && missing.error().contains("Cannot compare with image it-image-shown:0.9: Docker has no such image here.")

// A limit holds for a new image and for one that was there before, each time.
2.times {
    def large = maven.run("package", "-Dgo-docker.imageMaxSize=1.5 MB")
    assert !large.ok()
    assert large.error() =~ /Image it-image-shown:1.0 has [\d.]+ MB, more than the <imageMaxSize> of 1.5 MB: .*std [\d.]+ MB/
}
def refused = maven.run("go-docker:push")
assert !refused.ok() && refused.error() =~ /Cannot push it-image-shown:1.0, which its build has refused: Image .* more than/
assert !maven.run("go-docker:image", "-Dgo-docker.imageMaxSize=1500kB").ok()
assert maven.run("package", "-Dgo-docker.imageMaxSize=1 GiB").ok()
assert maven.run("package", "-Dgo-docker.imageMaxSize=1 GiB").log().contains("Image it-image-shown:1.0 is up to date")
def odd = maven.run("compile", "-Dgo-docker.imageMaxSize=large")
assert !odd.ok() && odd.error().contains("Write it as 20MB or 15 MiB.")

assert !new File(basedir, "target").listFiles().any { it.name.contains("scratch") }
remove("it-image-shown:1.0", first)
