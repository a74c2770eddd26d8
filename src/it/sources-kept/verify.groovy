import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Hidden
import io.github.godocker.it.Maven
import java.nio.file.Files

// A daemon that does not see the sources keeps them for the next build: it gets what has changed, and compiles nothing that
// is not there any more. All builds are in one namespace, in which the project lies.
def runs = new File(basedir.parentFile, "runs")
runs.mkdirs()
def content = new File(runs, "sources-kept.tar")
command(basedir, "tar", "-cf", content.path, "--exclude=build.log", ".")
def outside = Files.createTempDirectory("go-docker-it").toFile()
def project = new File(outside, "project")
def volume = Hidden.volume(project, Files.getAttribute(basedir.toPath(), "unix:uid"))
// What the volume holds is what lies here, but for what go makes.
def list = 'find . -path ./target -prune -o -type f -printf "%m %p " -exec sha256sum {} ";" -o -type l -printf "%p %l\\\\n" | sort'
try {
    def steps = [
        // Nothing but the clock is other than in the build before, whose tests have spoilt what they could.
        nothing: "true",
        // Equal size and equal time.
        contents: "touch -r word.go stamp && echo 'package main\n\nconst word = \"new\"' > word.go && touch -r stamp word.go && rm stamp",
        gone: "rm data/gone.txt && mkdir sub && mv other.go sub && sed -i s/main/sub/ sub/other.go && echo 'package main\n\nfunc other() string { return \"moved\" }' > moved.go",
        kinds: "rm -r data/entry && echo file > data/entry && rm run.sh && mkdir run.sh && echo x > run.sh/x && ln -s run.sh/x link",
        modes: "chmod 755 moved.go && rm -r run.sh && ln -s moved.go run.sh && rm link && echo x > link",
    ]
    def script = new StringBuilder()
    steps.each { name, change ->
        script << "echo STEP $name\n( $change ) || exit 96\nsleep 0.1\nrebuild \"\$@\"\n"
    }
    def run = new Maven(basedir, binding.variables).in(outside).by(*Hidden.in(project, content, """
        rebuild() {
          "\$@" -Dgo-docker.force -DskipTests || exit 98
          docker run --rm it-sources-kept:1.0 2>&1 || exit 97
          ( $list ) > $outside/here
          docker run --rm -v $volume:/src:ro -w /src golang:1.26 sh -c '$list' > $outside/there
          diff $outside/here $outside/there || exit 96
        }
        $script
        echo STEP busy
        holder=\$(docker run -d --rm -v $volume:/src:ro golang:1.26 sh -c 'exec 9< /src; flock -n 9 && sleep 300')
        sleep 2
        rebuild "\$@"
        docker rm -f \$holder > /dev/null
        echo STEP end
    """)).run("package", "-Dgo-docker.testTrimpath")
    assert run.ok() : run.log()
    def parts = [:]
    run.log().split("STEP ").drop(1).each { parts[it.readLines()[0]] = it }
    def copied = { (parts[it] =~ /Copied (\d+) changed files/).collect { it[1] as int }.sum() ?: 0 }
    def all = copied("busy")

    assert run.log().split("STEP ")[0].contains("Tests run: 1, Failures: 0")
    assert copied("nothing") == 2 // what the test has spoilt
    assert parts.nothing.contains("data/entry/a.txt one\ndata/gone.txt gone\nold first\n")
    assert copied("contents") == 1
    assert parts.contents.contains("data/entry/a.txt one\ndata/gone.txt gone\nnew first\n")
    assert copied("gone") == 2
    assert parts.gone.contains("data/entry/a.txt one\nnew moved\n")
    assert copied("kinds") == 3
    assert parts.kinds.contains("data/entry file\nnew moved\n")
    assert copied("modes") == 3
    // Another builder that has the volume now, and it goes without it.
    assert all > 8
    assert parts.containsKey("end")
    remove("it-sources-kept:1.0")
    Hidden.removeVolume(project, Files.getAttribute(basedir.toPath(), "unix:uid"))
} finally {
    outside.deleteDir()
}
