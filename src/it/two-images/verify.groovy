import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.it.Registry

def registry = Registry.open()
def release = registry.address() + "/it/two-images:1.0"
def debug = registry.address() + "/it/two-images:1.0-debug"
def other = registry.address() + "/other/two-images:1.0"
def kinds = [(release): "release", (debug): "debug", (other): "other"]

// Each name stands for its own binary: in the daemon, and for everybody who pulls it.
def ids = kinds.keySet().collectEntries { [it, inspect(it).path("Id").asText()] }
assert ids.values().toSet().size() == 3
kinds.each { image, kind ->
    assert errors(image) == kind + "\n"
    assert json(record(basedir, image)).path("imageId").asText() == ids[image]
    def repository = image.substring(image.indexOf("/") + 1, image.lastIndexOf(":"))
    def tag = image.substring(image.lastIndexOf(":") + 1)
    assert json(record(basedir, image)).path("imageDigest").asText() == registry.digest(repository, tag)
    assert registry.configDigest(repository, tag) == configDigest(image)
    remove(image)
    docker("pull", "-q", image)
    assert errors(image) == kind + "\n"
}

// None replaces the artifact of another.
def repository = new File(localRepositoryPath, "it/it-two-images/1.0")
def installed = repository.listFiles().findAll { it.name.endsWith(".json") }.collectEntries { [json(it).path("image").asText(), it.name] }
assert installed.keySet() == kinds.keySet()
assert installed[release] == "it-two-images-1.0.json"
assert installed[debug] == "it-two-images-1.0-two-images.json"

// An image that is not built here is not pushed, whatever else of the same name is.
def maven = new Maven(basedir, binding.variables)
def never = maven.run("go-docker:push", "-Drelease=" + registry.address() + "/it/two-images:2.0")
assert !never.ok()
assert never.error().contains("Cannot push " + registry.address() + "/it/two-images:2.0: it was not built here, there is no ")
assert !registry.has("it/two-images", "2.0")
def elsewhere = maven.run("go-docker:push", "-Drelease=" + Registry.withLogin().address() + "/it/two-images")
assert !elsewhere.ok()
assert elsewhere.error().contains("it was not built here")
assert !Registry.withLogin().has("it/two-images", "1.0")

// Nor by a record that tells of another image.
def mine = record(basedir, release)
def before = mine.text
mine.text = record(basedir, debug).text
def forged = maven.run("go-docker:push")
assert !forged.ok()
assert forged.error().contains(" tells of " + debug + ".")
mine.text = before

// Two that would put their programs into one directory are told apart before one gets the other's.
def same = new File(basedir, "same.xml")
same.text = new File(basedir, "pom.xml").text.replace("it/two-images:1.0-debug", "it/two-images:1.0")
def clash = maven.run("-f", same.name, "compile")
assert !clash.ok()
assert clash.error().contains("in execution debug: execution default-compile compiles it in another way")
        || clash.error().contains("in execution default-compile: execution debug compiles it in another way")
assert clash.error().contains("Give one of them another <image>")

// And two of which one would take a name from the other.
same.text = new File(basedir, "pom.xml").text.replace("<ldflags>", "<tags>latest</tags><ldflags>")
        .replace("/other/two-images", "/it/two-images:other")
def taken = maven.run("-f", same.name, "compile")
assert !taken.ok()
assert taken.error().contains("makes another image that is named " + registry.address() + "/it/two-images:latest as well")
assert taken.error().contains("Give one of them another <image> or other <tags>.")

assert buildersLeft(basedir) == ""
remove(release, debug, other)
