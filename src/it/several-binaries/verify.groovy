import static io.github.godocker.it.Daemon.*

def names = { String image -> filesIn(image).keySet().findAll { it.startsWith("usr/local/bin/") } as List }
assert names("it-several-binaries:1.0") == ["usr/local/bin/a", "usr/local/bin/b"]
assert inspect("it-several-binaries:1.0").at("/Config/Entrypoint").toString() == '["/usr/local/bin/a"]'
assert errors("it-several-binaries:1.0") == "this is a\n"
assert errors("--entrypoint", "b", "it-several-binaries:1.0") == "this is b\n"

// A second image of the same module, with a directory of its own.
assert names("it/only-b:1.0") == ["usr/local/bin/b"]
assert inspect("it/only-b:1.0").at("/Config/Entrypoint").toString() == '["/usr/local/bin/b"]'
assert errors("it/only-b:1.0") == "this is b\n"
assert json(new File(basedir, "target/go-docker/it-several-binaries/image.json")).path("binaries").toString() == '["a","b"]'
assert json(new File(basedir, "target/go-docker/only-b/image.json")).path("image").asText() == "it/only-b:1.0"

assert buildersLeft(basedir) == ""
remove("it-several-binaries:1.0", "it/only-b:1.0")
