import static io.github.godocker.it.Daemon.*

import groovy.io.FileType

def maven = "it/dockerfile-two-ways:1.0-Beta"
def expected = filesIn(maven)
def binaries = expected.keySet().findAll { it.startsWith("usr/local/bin/") } as List
assert binaries == ["usr/local/bin/second", "usr/local/bin/twoways"]
assert run(maven) == "1.0 cfbff0d1-9375-5685-968c-48ce8b15ae17 [--greeting=hello \"world\" \$HOME]\n"

// The file is complete by itself: nothing but the sources goes in.
def sources = new File(basedir, "sources-only")
basedir.eachFileRecurse(FileType.FILES) {
    def name = basedir.toPath().relativize(it.toPath()).toString()
    if (name.endsWith(".go") || name.startsWith("go.")) {
        def copy = new File(sources, name)
        copy.parentFile.mkdirs()
        copy.bytes = it.bytes
    }
}
def text = new File(basedir, "target/go-docker/it~dockerfile-two-ways@1.0-!beta/Dockerfile")
build(sources, text, "it-two-ways:source", "--secret", "id=certificates,src=" + certificates())
build(basedir, text, "it-two-ways:maven", "--build-arg", "BINARIES=from-maven")

["it-two-ways:source", "it-two-ways:maven"].each { other ->
    def files = filesIn(other)
    assert files.keySet() == expected.keySet()
    files.each { name, file ->
        def mine = expected[name]
        // Where users are remapped, docker build takes the sticky bit and others' right to write from /tmp.
        if (remapsUsers() && name == "tmp" && file.mode() == 0755) {
            return
        }
        assert [name, file.mode(), file.uid(), file.gid()] == [name, mine.mode(), mine.uid(), mine.gid()]
        assert Arrays.equals(file.content(), mine.content()) : name
    }
    ["User", "Env", "Entrypoint", "Cmd", "ExposedPorts", "Volumes", "WorkingDir", "Labels"].each {
        assert [other, it, inspect(other).path("Config").path(it)] == [other, it, inspect(maven).path("Config").path(it)]
    }
}
// The classic builder understands the directory's name, too.
def classic = new File(basedir, "classic")
classic.text = 'FROM scratch\nCOPY ' + basedir.toPath().relativize(text.parentFile.toPath()) + '/bin/linux_amd64/ /usr/local/bin/\n'
command(basedir, "env", "DOCKER_BUILDKIT=0", "docker", "build", "-q", "-t", "it-two-ways:classic", "-f", classic.path, ".")
assert filesIn("it-two-ways:classic").keySet().containsAll(binaries)

assert inspect(maven).path("Id") == inspect("it/dockerfile-two-ways:other").path("Id")
assert buildersLeft(basedir) == ""
remove(maven, "it/dockerfile-two-ways:other", "it-two-ways:source", "it-two-ways:maven", "it-two-ways:classic")
