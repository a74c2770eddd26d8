import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Hidden
import io.github.godocker.it.Maven
import java.nio.file.Files

// In a namespace of our own the project is on a file system that the daemon does not see: as if it were on another
// machine. It sees the directory below, in which there is something else, or no such directory.
def hide = { String name, File project ->
    Hidden.in(project, new File(basedir.parentFile, "runs/sources-copied.tar"), """
        find target -printf '%u %m %y %P\\n' > "$basedir.parentFile/runs/sources-copied-${name}.txt"
        cp -r target/go-docker/it-sources-copied "$basedir.parentFile/runs/sources-copied-${name}"
    """) as String[]
}
def runs = new File(basedir.parentFile, "runs")
runs.mkdirs()
// One that leads out of the sources, which nobody follows, hinders nothing.
Files.createSymbolicLink(new File(basedir, "outside").toPath(), new File("../elsewhere").toPath())
command(basedir, "tar", "-cf", runs.path + "/sources-copied.tar", "--exclude=build.log", ".")
def me = command(basedir, "id", "-un").strip()

["absent", "other"].each { name ->
    def outside = Files.createTempDirectory("go-docker-it").toFile()
    try {
        def project = new File(outside, "project")
        if (name == "other") {
            project.mkdirs()
            new File(project, "main.go").text = "not this one"
        }
        def maven = new Maven(basedir, binding.variables).in(outside)
        def run = maven.by(*hide(name, project)).run("package")
        assert run.ok() : run.log()
        assert run.log().contains("the Docker daemon does not see this directory")
        assert run.log().contains("Tests run: 1, Failures: 0")
        assert errors("it-sources-copied:1.0") ==
                "generated linked embedded script text of the machine that the daemon does not see\n"
        def files = filesIn("it-sources-copied:1.0")
        assert files["usr/local/bin/copied"].mode() == 0755
        assert files["tmp"].mode() == 01777

        // Nothing came about on the daemon's side, and on ours it is our own.
        assert outside.list() as List == (name == "other" ? ["project"] : [])
        def listed = new File(runs, "sources-copied-" + name + ".txt").readLines()
        assert listed.size() > 5
        assert listed.every { it.startsWith(me + " ") }
        assert listed.any { it ==~ /.* 755 f go-docker\/it-sources-copied\/bin\/linux_\w+\/copied/ }
        assert buildersLeft(project) == ""
        remove("it-sources-copied:1.0")
        Hidden.removeVolume(project, Files.getAttribute(basedir.toPath(), "unix:uid"))
    } finally {
        outside.deleteDir()
    }
}
assert docker("ps", "-aq", "--filter", "label=io.github.godocker.builder=" + basedir.path) == ""
