import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.it.Registry

def maven = new Maven(basedir, binding.variables)
def registry = Registry.open()
def images = (1..3).collect { "it-pulls-m" + it + ":1.0" }
def base = registry.address() + "/it/pulls-base:1"
def missing = registry.address() + "/it/pulls-no-such-base:1"
command(basedir, "sh", "-c", "tar c pom.xml | docker import - " + base)
docker("push", base)
remove(base)

// Modules that are built at once pull what they all need once.
def all = maven.run("-T3", "package", "-Dgo-docker.baseImage=" + base)
assert all.ok() : all.log()
assert all.lines("Pulling " + base).size() == 1
assert all.lines("Pulled " + base).size() == 1
assert images.every { hasImage(it) }
images.each { remove(it) }
remove(base)

// A failure is told once, in the same words for each of them.
def none = maven.run("-T3", "-fae", "package", "-Dgo-docker.baseImage=" + missing)
assert !none.ok()
assert none.lines("Pulling " + missing).size() == 1
def told = none.lines("Cannot pull " + missing).collect { it.replaceFirst(".*(Cannot pull )", "\$1") }
assert told.size() == 3 && told.toSet().size() == 1
assert told[0].contains("manifest unknown") || told[0].contains("not found")
assert none.lines("Correct <baseImage>: " + registry.address() + " has no such image or tag.").size() == 3

def offline = maven.run("-o", "package", "-pl", "m1", "-Dgo-docker.baseImage=" + missing)
assert !offline.ok()
assert offline.lines("Pulling").isEmpty()
assert offline.error().contains("Cannot use base image " + missing + ": Docker does not have it and nothing may be pulled.")
assert offline.error().contains("or name in <baseImage> an image that Docker has.")

// A golang image that cannot be had, while a newer one of the same version is there.
if (!hasImage("golang:1.26.1")) {
    maven.in(new File(basedir, "older"))
    def older = maven.run("-o", "compile")
    assert !older.ok()
    assert older.error().contains("Cannot use builder image golang:1.26.1: ")
    assert older.error() =~ /Docker has golang:1\.26, which is go 1\.26\.\d+: set <goVersion>1\.26<\/goVersion>\./
    assert maven.run("-o", "compile", "-Dgo-docker.goVersion=1.26").ok()
}
assert buildersLeft(basedir) == ""
