import static io.github.godocker.it.Daemon.*

def files = filesIn("it-own-dockerfile:1.0")
def context = files["files"].text().readLines().findAll { !it.startsWith("./target/") && !it.startsWith("./.go-docker") }
assert context == [
    "./.dockerignore", "./Containerfile", "./a/b/y.txt", "./docs/keep.md", "./go.mod", "./invoker.properties", "./main.go", "./pom.xml",
].findAll { new File(basedir, it).exists() }
assert files["greeting"].text() == "hello \$there\n"
assert errors("it-own-dockerfile:1.0") == "in my own image\n"
assert inspect("it-own-dockerfile:1.0").at("/Config/Labels/mine").asText() == "yes"
assert inspect("it-own-dockerfile:latest").path("Id") == inspect("it-own-dockerfile:1.0").path("Id")
assert buildersLeft(basedir) == ""
remove("it-own-dockerfile:1.0", "it-own-dockerfile:latest")
