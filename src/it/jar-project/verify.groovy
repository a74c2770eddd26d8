import static io.github.godocker.it.Daemon.*

assert errors("it-jar-project:1.0") == "go in a jar project\n"
def jar = new File(basedir, "target/it-jar-project-1.0.jar")
assert command(basedir, "java", "-cp", jar.path, "it.Hello") == "java in the same project\n"

// The jar stays the main artifact; the image's record is beside it, named as the image.
def installed = new File(localRepositoryPath, "it/it-jar-project/1.0")
assert new File(installed, "it-jar-project-1.0.jar").bytes == jar.bytes
def record = new File(installed, "it-jar-project-1.0-it-jar-project.json")
assert json(record).path("imageId").asText() == inspect("it-jar-project:1.0").path("Id").asText()
assert buildersLeft(basedir) == ""
remove("it-jar-project:1.0")
