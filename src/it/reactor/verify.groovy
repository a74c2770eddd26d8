import static io.github.godocker.it.Daemon.*

assert errors("it-reactor-a:1.0") == "a with the library\n"
assert errors("it-reactor-b:1.0") == "b with the library\n"

// What a module that depends on the image gets: which image it is.
def dependency = json(new File(basedir, "consumer/target/dependency/it-reactor-a-1.0.json"))
assert dependency.path("imageId").asText() == inspect("it-reactor-a:1.0").path("Id").asText()
assert new File(basedir, "consumer/target/dependency/it-reactor-java-1.0.jar").exists()
assert new File(basedir, "consumer/target/classes/it/Consumer.class").exists()

// Both modules in the same container. One more shows where users are remapped that these sources cannot be mounted.
assert buildersSince(new File(basedir, "started").text as long, basedir) == (remapsUsers() ? 2 : 1)
assert buildersLeft(basedir) == ""
remove("it-reactor-a:1.0", "it-reactor-b:1.0")
