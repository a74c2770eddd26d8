import static io.github.godocker.it.Daemon.*

import io.github.godocker.container.Ownership
import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def made = [containers: [], networks: [], volumes: [], images: []]
def labels = { Map<String, String> all -> all.collectMany { ["--label", "io.github.godocker.${it.key}=${it.value}".toString()] } }
def create = { String name, Map<String, String> all, String... more ->
    def id = docker(*["create", "--name", name, *labels(all), *more, "it-prune:1.0"].collect { it as String }).strip()
    made.containers << id
    id
}
def network = { String name, Map<String, String> all ->
    def id = docker(*["network", "create", *labels(all), name].collect { it as String }).strip()
    made.networks << id
    id
}
def exists = { String kind, String id ->
    try {
        docker(kind, "inspect", id)
        true
    } catch (IOException e) {
        false
    }
}
def suffix = "-" + Long.toHexString(System.nanoTime())
def live = Ownership.newSession()
def ended = live.replaceFirst("/\\d+/", "/999999999999/")
def own = { String session ->
    [purpose: "service", project: "it:it-prune", directory: basedir.canonicalPath, session: session]
}

try {
    // An older build: its tag is taken away by the next one, another tag stays, and somebody has given one of his own.
    def first = inspect("it-prune:1.0").path("Id").asText()
    made.images << first
    docker("tag", first, "it-prune:0.9")
    docker("tag", first, "it-prune-mine$suffix:1")
    docker("tag", first, "it-prune:0.8")
    made.images.addAll(["it-prune-mine$suffix:1".toString(), "it-prune:0.9", "it-prune:0.8"])
    def source = new File(basedir, "main.go")
    source.text = source.text.replace("one", "two")
    assert maven.run("package").ok()
    def second = inspect("it-prune:1.0").path("Id").asText()
    source.text = source.text.replace("two", "three")
    assert maven.run("package").ok()
    made.images.addAll([second, inspect("it-prune:1.0").path("Id").asText()])

    // Look-alikes of somebody else: names, one label, labels that an image gives to what is built on it.
    def bare = create("it-prune-db$suffix", [:])
    def oneLabel = create("it-prune-one$suffix", [project: "it:it-prune"])
    def similar = create("it-prune-similar$suffix", [projects: "it:it-prune", purposes: "service", directory: basedir.canonicalPath])
    def onTop = docker("commit", bare).strip()
    made.images << onTop
    assert inspect(onTop).at("/Config/Labels/io.github.godocker.image.project").asText() == "it:it-prune"
    def foreign = docker("import", "-c", "LABEL io.github.godocker.image=it:it-prune", new File(basedir, "main.go").with {
        def tar = new File(basedir, "target/foreign.tar")
        command(basedir, "tar", "cf", tar.path, it.name)
        tar.path
    }, "it-prune:foreign").strip()
    made.images << "it-prune:foreign"
    def foreignNetwork = network("it-prune-network$suffix", [:])
    def otherProject = create("it-prune-other$suffix", own(ended) + [project: "it:it-prune2"])
    def foreignVolume = docker("volume", "create", "go-docker-build-it-prune$suffix").strip()
    made.volumes << foreignVolume
    // Ours, but in use or alive.
    def usedNetwork = network("it-prune-used$suffix", own(ended))
    create("it-prune-user$suffix", [:], "--network", usedNetwork)
    def alive = create("it-prune-alive$suffix", own(live))
    def aliveNetwork = network("it-prune-alive$suffix", own(live))
    // Ours, and nobody's any more.
    def left = create("it-prune-left$suffix", own(ended))
    def free = network("it-prune-free$suffix", own(ended))
    // A build may have met the one of the build before while that still left it.
    def kept = builders(basedir)
    kept.drop(1).each { docker("rm", "-f", it) }
    def builder = kept[0]
    def staying = { ->
        assert [bare, oneLabel, similar, otherProject, alive].every { exists("container", it) }
        assert [onTop, foreign, "it-prune:1.0", "it-prune-mine$suffix:1".toString()].every { exists("image", it) }
        assert [foreignNetwork, usedNetwork, aliveNetwork].every { exists("network", it) }
        assert exists("volume", foreignVolume)
    }

    // A look changes nothing. It shows what may go, why, and how large it is.
    def look = maven.run("-X", "go-docker:prune", "-Dgo-docker.prune.keepTags=1")
    assert look.ok() : look.log()
    assert look.log() =~ /container  it-prune-left$suffix +\d[\d.]* k?B  its build has ended/
    assert look.log() =~ /network    it-prune-free$suffix +-  its build has ended/
    assert look.log() =~ /tag        it-prune:0\.[89] +\d[\d.]* MB  not the newest, \d+ min old/
    assert look.log() =~ /image      ${second.substring(7, 19)} \(it-prune\) +\d[\d.]* MB  it has no tag/
    assert look.log() =~ /container  go-docker-[0-9a-f]+ .*a kept builder that no build holds/
    assert look.log().contains("container it-prune-alive$suffix stays: its build may still run")
    assert look.log().contains("stays: it is built on an image of ours, by something else")
    assert look.log().contains("network it-prune-used$suffix stays: container it-prune-user$suffix is in it")
    assert look.log().contains("-Dgo-docker.prune.apply")
    assert !["it-prune-db", "it-prune-one", "it-prune-similar", "it-prune-other", "foreign", "mine"].any { name ->
        look.log().readLines().any { it =~ /^\[INFO\] (container|network|tag|image|cache) .*$name/ }
    }
    assert [left].every { exists("container", it) } && exists("network", free) && exists("image", second)
    assert exists("image", "it-prune:0.8") && exists("container", builder)
    staying()

    // One that a build holds stays.
    command(basedir, "docker", "exec", builder, "sh", "-c", "sleep 100 > /dev/null 2>&1 & echo \$! > /tmp/go-docker/busy")
    def apply = maven.run("go-docker:prune", "-Dgo-docker.prune.apply", "-Dgo-docker.prune.keepTags=1")
    assert apply.ok() : apply.log()
    assert !exists("container", left) && !exists("network", free) && !exists("image", second)
    assert !exists("image", "it-prune:0.9") && !exists("image", "it-prune:0.8")
    assert exists("container", builder)
    staying()

    command(basedir, "docker", "exec", builder, "sh", "-c", "kill \$(cat /tmp/go-docker/busy); rm /tmp/go-docker/busy")
    assert maven.run("go-docker:prune", "-Dgo-docker.prune.apply").ok()
    assert !exists("container", builder)
    staying()
    def nothing = maven.run("go-docker:prune", "-Dgo-docker.prune.apply")
    assert nothing.ok() && nothing.log().contains("Nothing may go")

    // What a user writes wrong is told all together, before anything is asked of the daemon.
    def wrong = maven.run("go-docker:prune", "-Dgo-docker.prune.kinds=all", "-Dgo-docker.prune.olderThan=old")
    assert !wrong.ok() && wrong.error().contains("<pruneKinds>") && wrong.error().contains("<pruneOlderThan>")

    // Without a pom it is about all projects.
    def empty = new File(basedir, "target/empty")
    assert empty.mkdirs()
    def plugin = "io.github.godocker:go-docker-maven-plugin:" + (new File(basedir, "pom.xml").text =~ /<artifactId>go-docker-maven-plugin<\/artifactId>\s*<version>(.*?)</)[0][1]
    def everywhere = maven.in(empty).run(plugin + ":prune")
    assert everywhere.ok() : everywhere.log()
    assert everywhere.log().contains("it-prune-other$suffix")
    assert !new File(empty, "target").exists()
} finally {
    made.containers.each { if (exists("container", it)) { docker("rm", "-f", it) } }
    made.networks.each { if (exists("network", it)) { docker("network", "rm", it) } }
    made.volumes.each { if (exists("volume", it)) { docker("volume", "rm", it) } }
    made.images.unique().reverse().each { if (exists("image", it)) { docker("rmi", "-f", it) } }
}
true
