import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import java.nio.file.Files
import java.nio.file.Path

def image = "it-links:1.0"
def own = "target/go-docker/it-links/"
def maven = new Maven(basedir, binding.variables)

// What lies on the host, where the container does not see it.
def outside = Files.createTempDirectory("it-links").toFile()
def inside = { String name -> new File(outside, name) }
def snapshot = {
    def all = [:]
    outside.eachFileRecurse { all[outside.toPath().relativize(it.toPath()).toString()] = it.isFile() ? it.text : "directory" }
    all
}
["bin/it-links", "bin/other", "rootfs/etc/passwd", "rootfs/etc/other", "reports/TEST-example.com.it-links.xml", "reports/other",
    "go-reports/times", "go-reports/coverage/unit.out", "coverage/unit.out", "coverage/other", "all/it-links/bin/linux_amd64/it-links",
    "all/it-links/rootfs/etc/passwd", "one/image.json", "secret"].each {
    inside(it).parentFile.mkdirs()
    inside(it).text = "of the host: " + it
}
def before = snapshot()

def isUntouched = { String what ->
    assert snapshot() == before : what
    if (hasImage(image)) {
        filesIn(image).values().each { assert !it.text().contains("of the host") : what + ": " + it.name() }
    }
}
def plant = { String... links -> maven.run("package", "go-docker:report", "-Doutside=" + outside.path, "-Dplant=" + links.join(" ")) }
def heal = { String what ->
    def healed = maven.run("package", "go-docker:report")
    isUntouched(what + ", healed")
    assert healed.ok() : healed.log()
    assert errors(image) == "all is well\n"
    assert !Files.isSymbolicLink(new File(basedir, own + "bin/linux_amd64/it-links").toPath())
}

try {
    [
        // What goes into the image.
        [own + "bin/linux_amd64/it-links=secret"],
        [own + "rootfs/etc/passwd=secret"],
        [own + "bin/linux_amd64=bin", own + "rootfs=rootfs"],
        // What the goals leave for each other.
        ["Dockerfile", "Dockerfile.dockerignore", "image.json", "image.state"].collect { own + it + "=secret" },
        [own + "compile.state=secret"],
        [own.replaceFirst("/\$", "") + "=one"],
        ["target/go-docker=all"],
        // Reports.
        ["target/surefire-reports/TEST-example.com.it-links.xml=secret"] + [
            "test.state", "times", "index.html", "coverage/unit.out", "coverage/coverage.out", "coverage/coverage.html",
            "coverage/coverage.properties", "coverage/lcov.info", "coverage/cobertura.xml"
        ].collect { "target/go-reports/" + it + "=secret" },
        ["target/surefire-reports=reports", "target/go-reports/coverage=coverage"],
        ["target/go-reports=go-reports"]
    ].each { List<String> links ->
        def first = plant(links as String[])
        isUntouched(links.toString() + ", first")
        assert first.lines("panic").isEmpty()
        def second = plant(links as String[])
        isUntouched(links.toString() + ", second")
        heal(links.toString())
    }

    // What was linked is refused, not left out.
    def refused = plant(own + "bin/linux_amd64/it-links=secret")
    assert !refused.ok()
    assert refused.error().contains("Cannot build image " + image + ": ")
    assert refused.error().contains("bin/linux_amd64/it-links: no regular file (a link is not followed).")
    assert refused.error().contains("Run `mvn package`, which compiles it again")
    heal("refused")

    // A binary that somebody patched, and whose time he restored, is no image; and it is compiled anew.
    def binary = new File(basedir, own + "bin/linux_amd64/it-links")
    def time = Files.getLastModifiedTime(binary.toPath())
    def bytes = binary.bytes
    def good = inspect(image).path("Id").asText()
    def at = new String(bytes, "ISO-8859-1").indexOf("all is well")
    bytes[at] = (byte) "b"
    binary.bytes = bytes
    Files.setLastModifiedTime(binary.toPath(), time)
    def patched = maven.run("go-docker:build")
    assert !patched.ok()
    assert patched.error().contains("bin/linux_amd64/it-links is no longer what was compiled.")
    assert inspect(image).path("Id").asText() == good
    heal("patched")
    assert inspect(image).path("Id").asText() == good
} finally {
    outside.deleteDir()
}
assert buildersLeft(basedir) == ""
remove(image)
