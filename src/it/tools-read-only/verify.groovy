import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Hidden
import io.github.godocker.it.Maven
import java.nio.file.Files

// Linters and benchstat run with other projects' logins at hand: no test can put something in their place, whether its
// sources are mounted or copied.
def goals = ["go-docker:lint", "go-docker:bench", "go-docker:test"]
def digests = {
    run("-v", "go-docker-tools-" + Files.getAttribute(basedir.toPath(), "unix:uid") + ":/tools:ro", "golang:1.26",
        "sh", "-c", "find /tools/bin -printf '%U %m %p\\n' && find /tools/bin -type f -exec sha256sum {} +")
}
def maven = new Maven(basedir, binding.variables)
def first = maven.run(*goals)
assert first.ok() : first.log()
def before = digests()
assert before.contains("/staticcheck@v") && before.contains("/benchstat@v")
assert before.readLines().findAll { it.contains(" /tools") && !it.contains("  /tools") }.every { it.startsWith("0 755 ") } : before

// What ran once is there for builds without a network, and is not built again.
def offline = maven.run(*(["-o", "-Dgo-docker.lint.writeBaseline=true"] + goals))
assert offline.ok() : offline.log()
assert offline.lines("Building").findAll { it.contains("staticcheck") || it.contains("benchstat") }.empty
assert offline.lines("is left out").empty

def content = new File(basedir.parentFile, "runs/tools-read-only.tar")
content.parentFile.mkdirs()
command(basedir, "tar", "-cf", content.path, "--exclude=build.log", "--exclude=target", ".")
def outside = Files.createTempDirectory("go-docker-it").toFile()
try {
    def project = new File(outside, "project")
    def copied = maven.in(outside).by(*Hidden.in(project, content, "")).run(*(["-o"] + goals))
    assert copied.ok() : copied.log()
    assert copied.log().contains("the Docker daemon does not see this directory")
    assert copied.log().contains("Tests run: 1, Failures: 0")
    assert buildersLeft(project) == ""
    Hidden.removeVolume(project, Files.getAttribute(basedir.toPath(), "unix:uid"))
} finally {
    outside.deleteDir()
}
assert digests() == before
assert buildersLeft(basedir) == ""
