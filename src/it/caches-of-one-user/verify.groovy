import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Hidden
import io.github.godocker.it.Maven
import java.nio.file.Files
import java.nio.file.Path

// Sources that are copied and sources that are mounted leave the same files in the caches, for a user who is not root.
def user = ["setpriv", "--reuid=54331", "--regid=54332"]
def volumes = ["go-docker-mod-54331", "go-docker-build-54331", "go-docker-tools-54331"]
def removeVolumes = { volumes.each { if (docker("volume", "ls", "-q", "--filter", "name=" + it).trim()) docker("volume", "rm", it) } }
def home = Files.createTempDirectory(Path.of("/var/tmp"), "go-docker-it").toFile()
try {
    removeVolumes()
    command(basedir, "cp", "-r", String.valueOf(mavenHome), home.path + "/maven")
    command(basedir, "cp", "-r", localRepositoryPath.path, home.path + "/repository")
    def project = new File(home, "place/project")
    project.mkdirs()
    def content = new File(home, "project.tar")
    command(basedir, "chown", "-R", "54331:54332", home.path)
    command(basedir, "tar", "-cf", content.path, "--owner=54331", "--group=54332", "--exclude=build.log", "--exclude=target", ".")
    command(home, "chmod", "755", home.path)
    def socket = String.valueOf(System.getenv("DOCKER_HOST") ?: "unix:///var/run/docker.sock").replaceFirst("unix://", "")
    user << "--groups=" + Files.getAttribute(Path.of(socket).toRealPath(), "unix:gid")
    def maven = new Maven(home, binding.variables + [mavenHome: home.path + "/maven", localRepositoryPath: home.path + "/repository"])
        .with("HOME", home.path)
    def build = { List<String> prefix ->
        def run = maven.by(*(prefix + user)).run("package", "-Dgo-docker.testTrimpath")
        assert run.ok() : run.log()
        assert errors("it-caches-of-one-user:1.0") == "00000000-0000-0000-0000-000000000000\n"
        remove("it-caches-of-one-user:1.0")
        run.log().contains("the Docker daemon does not see this directory")
    }
    def owners = { volume ->
        run("-v", volume + ":/cache:ro", "golang:1.26", "find", "/cache", "-printf", "%U:%G\\n").readLines() as Set
    }
    def copied = Hidden.in(project, content, "")
    // What the last one compiles is new, so that it has to write where the others have.
    3.times { round ->
        def isCopied = round != 1
        if (!isCopied) {
            command(project, "tar", "-xpf", content.path)
            command(home, "chown", "-R", "54331:54332", home.path)
            maven.in(project)
        } else {
            maven.in(home)
        }
        assert build(isCopied ? copied : []) == isCopied
        volumes.take(2).each { assert owners(it) == ["54331:54332"] as Set }
        if (!isCopied) {
            command(home, "sh", "-c", "echo 'func added() int { return 1 }' >> place/project/main.go && rm -rf place/project/target")
            command(project, "tar", "-cf", content.path, "--owner=54331", "--group=54332", ".")
        }
    }
    assert buildersLeft(project) == ""
    Hidden.removeVolume(project, 54331)
} finally {
    removeVolumes()
    // The logs of its builds lie beside it.
    def runs = new File(home.parentFile, "runs")
    command(basedir, "rm", "-rf", home.path, new File(runs, home.name).path)
    runs.delete() // if there is nothing else in it
}
