import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.it.Registry

def registry = Registry.open()
def image = registry.address() + "/it/deploy:1.0"
def id = inspect(image).path("Id").asText()
def digest = registry.digest("it/deploy", "1.0")
assert registry.digest("it/deploy", "latest") == digest
assert registry.digest("it/second", "x") == digest

// The record is the project's main artifact, and the deployed one knows the digest.
def remote = new File(basedir, "target/remote/it/it-install-and-deploy/1.0/it-install-and-deploy-1.0.json")
def record = json(remote)
assert record.path("imageId").asText() == id
assert record.path("imageConfigDigest").asText() == registry.configDigest("it/deploy", "1.0")
assert record.path("imageDigest").asText() == digest
assert record.path("tags").collect { it.asText() } == [image, registry.address() + "/it/deploy:latest", registry.address() + "/it/second:x"]
assert json(new File(localRepositoryPath, "it/it-install-and-deploy/1.0/it-install-and-deploy-1.0.json")).path("imageId").asText() == id
assert new File(basedir, "target/filtered/k8s.txt").text == "image: " + image + "\nid: " + id + "\ndigest: " + digest + "\nsame: " + digest + "\n"

// Once more: the same again, and the registry keeps what it has.
assert new Maven(basedir, binding.variables).run("deploy").ok()
assert inspect(image).path("Id").asText() == id
assert registry.digest("it/deploy", "1.0") == digest
assert json(remote).path("imageDigest").asText() == digest

// The image that was built is pushed, or none: not what the name stands for by now.
docker("tag", "golang:1.26", image)
def other = new Maven(basedir, binding.variables).run("go-docker:push")
assert !other.ok()
assert other.error().contains("it is no longer the image that was built here")
assert registry.digest("it/deploy", "1.0") == digest
assert buildersLeft(basedir) == ""
remove(image, registry.address() + "/it/deploy:latest", registry.address() + "/it/second:x")
