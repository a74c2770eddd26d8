import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import java.nio.file.Files
import java.nio.file.Path

def owners = { File directory ->
    def found = [] as Set
    directory.eachFileRecurse { found << Files.getAttribute(it.toPath(), "unix:uid") + ":" + Files.getAttribute(it.toPath(), "unix:gid") }
    found
}
def me = command(basedir, "id", "-u").strip()
assert owners(new File(basedir, "target")).every { it.startsWith(me + ":") }
assert buildersLeft(basedir) == ""
remove("it-own-user:1.0")
if (me != "0") {
    return // This was the build of an ordinary user.
}

// As root we can be somebody else: all that Maven needs goes where that user may read it.
def home = Files.createTempDirectory(Path.of("/var/tmp"), "go-docker-it").toFile()
try {
    command(basedir, "cp", "-r", String.valueOf(mavenHome), home.path + "/maven")
    command(basedir, "cp", "-r", localRepositoryPath.path, home.path + "/repository")
    def project = new File(home, "project")
    command(basedir, "cp", "-r", basedir.path, project.path)
    new File(project, "target").deleteDir()
    command(basedir, "chmod", "755", home.path)
    command(basedir, "chown", "-R", "54321:54322", home.path)
    def socket = String.valueOf(System.getenv("DOCKER_HOST") ?: "unix:///var/run/docker.sock").replaceFirst("unix://", "")
    def group = String.valueOf(Files.getAttribute(Path.of(socket).toRealPath(), "unix:gid"))
    def maven = new Maven(project, binding.variables + [mavenHome: home.path + "/maven", localRepositoryPath: home.path + "/repository"])
        .with("HOME", home.path)
    command(basedir, "chown", "-R", "54321:54322", home.path)

    // Whom the socket is not for is told what to do.
    def forbidden = maven.by("setpriv", "--reuid=54321", "--regid=54322", "--clear-groups").run("-o", "package")
    assert !forbidden.ok()
    assert forbidden.error().contains("Permission denied")
    assert forbidden.error().contains("Add your user to the group that owns the socket")
    assert !new File(project, "target/go-docker/it-own-user/bin").exists()

    def run = maven.by("setpriv", "--reuid=54321", "--regid=54322", "--groups=" + group).run("-o", "package")
    assert run.ok() : run.log()
    assert owners(new File(project, "target")) == ["54321:54322"] as Set
    assert errors("it-own-user:1.0") == "mine\n"
    // In the image everything is root's all the same.
    assert filesIn("it-own-user:1.0").values().every { it.uid() == 0 && it.gid() == 0 }
    assert filesIn("it-own-user:1.0")["usr/local/bin/ownuser"].mode() == 0755

    // And the same user may clean and build again.
    assert new File(project, "target").deleteDir()
    assert maven.run("-o", "package").ok()
    assert buildersLeft(project) == ""
    remove("it-own-user:1.0")
    docker("volume", "rm", "go-docker-mod-54321", "go-docker-build-54321", "go-docker-tools-54321")
} finally {
    home.deleteDir()
}
assert !home.exists()
