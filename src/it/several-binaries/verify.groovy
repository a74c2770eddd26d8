import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def names = { String image -> filesIn(image).keySet().findAll { it.startsWith("usr/local/bin/") } as List }
assert names("it-several-binaries:1.0") == ["usr/local/bin/a", "usr/local/bin/b"]
assert inspect("it-several-binaries:1.0").at("/Config/Entrypoint").toString() == '["/usr/local/bin/a"]'
assert errors("it-several-binaries:1.0") == "this is a\n"
assert errors("--entrypoint", "b", "it-several-binaries:1.0") == "this is b\n"
// Neither the image nor the project nor the module is called like one of them: which one starts is a guess, and told.
def log = buildLog(basedir)
assert log.contains("[WARNING] The image starts a, the first of a, b: none is called as the image. Set <mainBinary> to the one that is meant.")
assert log =~ /Built it-several-binaries:1.0 \(.*, starts \/usr\/local\/bin\/a\) in/

// A second image of the same module, with a directory of its own.
assert names("it/only-b:1.0") == ["usr/local/bin/b"]
assert inspect("it/only-b:1.0").at("/Config/Entrypoint").toString() == '["/usr/local/bin/b"]'
assert errors("it/only-b:1.0") == "this is b\n"
assert json(new File(basedir, "target/go-docker/it-several-binaries/image.json")).path("binaries").toString() == '["a","b"]'
assert json(new File(basedir, "target/go-docker/it~only-b/image.json")).path("image").asText() == "it/only-b:1.0"

// A single executable gets the name that it was given.
assert names("it/named:1.0") == ["usr/local/bin/orders"]
assert inspect("it/named:1.0").at("/Config/Entrypoint").toString() == '["/usr/local/bin/orders"]'
assert errors("it/named:1.0") == "this is b\n"
assert log =~ /Built it\/named:1.0 \(.*, starts \/usr\/local\/bin\/orders\) in/

// The user chooses, or is told what there is to choose from.
def maven = new Maven(basedir, binding.variables)
def chosen = maven.run("go-docker:build", "-Dgo-docker.mainBinary=b")
assert chosen.ok()
assert chosen.lines("The image starts").isEmpty()
assert errors("it-several-binaries:1.0") == "this is b\n"
def id = inspect("it-several-binaries:1.0").path("Id").asText()
def wrong = maven.run("go-docker:build", "-Dgo-docker.mainBinary=c")
assert !wrong.ok()
assert wrong.error().contains("Cannot start c: the image gets no executable of that name.")
assert wrong.error().contains("Set <mainBinary> to one of a, b, or leave it out.")
def absent = maven.run("go-docker:build", "-Dgo-docker.entrypoint=/usr/local/bin/d")
assert !absent.ok()
assert absent.error().contains("Cannot start /usr/local/bin/d: the image gets no such program.")
assert inspect("it-several-binaries:1.0").path("Id").asText() == id

// A goal that names no image means the project's own, whatever was built before it.
def again = maven.run("package", "go-docker:build")
assert again.ok() : again.log()
assert again.lines("Image it-several-binaries:1.0 is up to date").size() == 1
assert again.lines("Image it/only-b:1.0 is up to date").size() == 1

assert buildersLeft(basedir) == ""
remove("it-several-binaries:1.0", "it/only-b:1.0", "it/named:1.0")
