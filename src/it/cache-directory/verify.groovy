import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Hidden
import io.github.godocker.it.Maven
import java.nio.file.Files
import java.nio.file.Path

// A CI system keeps a folder between builds whose daemons are new each time, and may be able to keep only what lies in the project.
def ids = ["--reuid=54341", "--regid=54342"]
def volumes = ["go-docker-mod-54341", "go-docker-build-54341", "go-docker-tools-54341"]
def present = { volumes.findAll { docker("volume", "ls", "-q", "--filter", "name=" + it).trim() } }
def removeVolumes = { present().each { docker("volume", "rm", it) } }
def home = Files.createTempDirectory(Path.of("/var/tmp"), "go-docker-it").toFile()
try {
    removeVolumes()
    command(basedir, "cp", "-r", String.valueOf(mavenHome), home.path + "/maven")
    command(basedir, "cp", "-r", localRepositoryPath.path, home.path + "/repository")
    def project = new File(home, "place/project")
    project.mkdirs()
    def content = new File(home, "project.tar")
    command(basedir, "tar", "-cf", content.path, "--owner=54341", "--group=54342", "--exclude=build.log", "--exclude=target", ".")
    command(project, "tar", "-xpf", content.path)
    command(home, "chown", "-R", "54341:54342", home.path)
    command(home, "chmod", "755", home.path)
    def socket = String.valueOf(System.getenv("DOCKER_HOST") ?: "unix:///var/run/docker.sock").replaceFirst("unix://", "")
    def user = ["setpriv"] + ids + ["--groups=" + Files.getAttribute(Path.of(socket).toRealPath(), "unix:gid")]
    def maven = new Maven(home, binding.variables + [mavenHome: home.path + "/maven", localRepositoryPath: home.path + "/repository"])
        .with("HOME", home.path)
        .with("GOFLAGS", "-tags=flagged")
        .in(project)
    def warning = "Go's caches stay in volumes, not in <cacheDirectory>: the Docker daemon does not see " + project + "/.go-cache"
    def build = { List<String> prefix, String... arguments ->
        def run = maven.by(*(prefix + user)).run(*(["-Dgo-docker.cacheDirectory=.go-cache", "-Dgo-docker.testTrimpath", "package"] + (arguments as List)))
        assert run.ok() : run.log()
        assert errors("it-cache-directory:1.0") == "flagged 00000000-0000-0000-0000-000000000000\n"
        run
    }

    assert build([]).lines("<cacheDirectory>").empty
    assert present() == ["go-docker-tools-54341"]
    def cache = new File(project, ".go-cache")
    assert new File(cache, "mod/github.com/google/uuid@v1.6.0/uuid.go").exists()
    assert new File(cache, "build/README").exists()
    assert (command(home, "find", cache.path, "-printf", "%U:%G\\n").readLines() as Set) == ["54341:54342"] as Set
    assert command(home, "find", cache.path, "-name", ".go-docker*") == ""

    // What lies there is no source, though tests may read every file of the module.
    new File(cache, "mod/new.go").text = "package new"
    def again = build([])
    assert again.lines("nothing changed since").size() == 1
    assert !again.lines("up to date").empty

    // The next machine: no network, no volumes, nothing but the folder.
    remove("it-cache-directory:1.0")
    assert buildersLeft(project) == ""
    removeVolumes()
    command(project, "rm", "-rf", "target")
    assert build([], "-o").lines("Tests run: 1, Failures: 0").size() > 0
    assert present() == ["go-docker-tools-54341"]

    // Where go would take it for packages it is refused.
    def refused = maven.by(*user).run("-Dgo-docker.cacheDirectory=go-cache", "-Dgo-docker.force", "package")
    assert refused.error().contains("Cannot use <cacheDirectory>" + project + "/go-cache: go would compile what is in it")
    assert !new File(project, "go-cache").exists()

    // Whoever owns the folder can delete it.
    command(home, *(user + ["rm", "-rf", cache.path]))
    assert !cache.exists()

    // Where the daemon does not see the folder, its volumes take the place of it.
    def hidden = Hidden.in(project, content, "")
    maven.in(home)
    def elsewhere = maven.by(*(hidden + user)).run("-Dgo-docker.cacheDirectory=.go-cache", "-Dgo-docker.linters=gofmt", "go-docker:lint")
    assert elsewhere.ok() : elsewhere.log()
    assert elsewhere.lines(warning).size() == 1
    assert elsewhere.lines("the Docker daemon does not see this directory").size() == 1
    assert buildersLeft(project) == ""
    assert present() == volumes
    Hidden.removeVolume(project, 54341)
} finally {
    buildersLeft(new File(home, "place/project"))
    removeVolumes()
    // The logs of its builds lie beside it.
    def runs = new File(home.parentFile, "runs")
    command(basedir, "rm", "-rf", home.path, new File(runs, home.name).path)
    runs.delete() // if there is nothing else in it
    if (hasImage("it-cache-directory:1.0")) {
        remove("it-cache-directory:1.0")
    }
}
