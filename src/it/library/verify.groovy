import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def image = "it-library/it-library-service:1.0"
def left = { new File(basedir, "lib/target/go-docker/it-library~it-library-lib").list().sort() }
def files = { String artifactId ->
    new File(localRepositoryPath, "it/" + artifactId + "/1.0").list().findAll { it.startsWith(artifactId) && !it.endsWith(".pom") }.sort()
}
def id = { inspect(image).path("Id").asText() }
def noImages = {
    docker("image", "ls", "-q", "it-library/it-library-lib").trim() == "" && docker("image", "ls", "-q", "it-library/it-library-jar").trim() == ""
}

// The library is compiled, tested and installed; there is no image of it, and nothing of one that once was.
assert left() == ["compile.state", "module.json"]
def module = json(new File(basedir, "lib/target/go-docker/it-library~it-library-lib/module.json"))
assert [module.path("module").asText(), module.path("version").asText(), module.path("goVersion").asText()] == ["example.com/lib", "1.0", "1.26"]
assert files("it-library-lib") == ["it-library-lib-1.0.json"]
assert json(new File(localRepositoryPath, "it/it-library-lib/1.0/it-library-lib-1.0.json")) == module
assert new File(basedir, "lib/target/surefire-reports/TEST-example_com.lib.greet.xml").exists()
assert noImages()
assert errors(image) == "hello\n"

// In a project of another packaging nothing is attached.
assert files("it-library-jar") == ["it-library-jar-1.0.jar"]
assert new File(basedir, "jar/target/go-docker/it-library~it-library-jar").list().sort() == ["compile.state"]

def log = new File(basedir, "build.log").readLines()
assert log.count { it.contains("Compiling ./... (a library) for ") } == 2
assert log.count { it.contains("  ./examples/hello makes no image; to have one: <mains>./examples/hello</mains>") } == 1
assert log.count { it.contains("No image: example.com/lib is a library") } == 1

// Nothing changed: nothing is done.
def first = id()
def again = maven.run("install")
assert again.ok()
assert again.lines("Compiling ").empty && again.lines("example.com/lib is up to date").size() == 1
assert id() == first

// A line of the library changed: it and the service are made anew.
def source = new File(basedir, "lib/greet/greet.go")
source.text = source.text.replace("hello", "good day")
source.setLastModified(System.currentTimeMillis() - 50000)
def changed = maven.run("install")
assert changed.ok()
assert changed.lines("Compiling ./... (a library)").size() == 1
assert errors(image) == "good day\n"
docker("image", "rm", first)

// The other goals; push has nothing to do, offline too, and where nothing was compiled before.
def lib = new Maven(new File(basedir, "lib"), binding.variables)
def all = lib.run("go-docker:test", "-Dgo-docker.coverage", "go-docker:coverage", "go-docker:lint", "-Dgo-docker.linters=vet,gofmt", "go-docker:bench", "-Dgo-docker.benchCount=1", "-Dgo-docker.benchTime=1x", "go-docker:report")
assert all.ok()
assert new File(basedir, "lib/target/go-reports/index.html").exists()
assert all.lines("Coverage of 0 runs of instrumented programs").size() == 1 && all.lines("% of statements (").size() == 2
assert new File(basedir, "lib/target").deleteDir()
def nothing = lib.run("go-docker:coverage", "-o")
assert nothing.ok()
assert nothing.lines("Skipped: example.com/lib is a library, and the coverage of its tests was not measured").size() == 1
def push = lib.run("go-docker:push", "-o")
assert push.ok()
assert push.lines("Nothing to push: example.com/lib is a library").size() == 1
assert !new File(basedir, "lib/target").exists()
assert lib.run("deploy").ok()
assert json(new File(basedir, "remote/it/it-library-lib/1.0/it-library-lib-1.0.json")) == module
assert noImages()

// What does not compile fails, also in a package that nothing imports.
def broken = new File(basedir, "lib/unused/x.go")
broken.parentFile.mkdirs()
broken.text = "package unused\n\nvar x int = y\n"
def failed = lib.run("compile")
assert !failed.ok()
assert failed.lines("undefined: y").size() == 1
assert failed.error().contains("Go build failed for ./...")
broken.delete()

// Who names an image in the module's own pom wants one.
def pom = new File(basedir, "lib/pom.xml")
def text = pom.text
pom.text = text.replace("<artifactId>go-docker-maven-plugin</artifactId>", "<artifactId>go-docker-maven-plugin</artifactId><configuration><image>it-library/mine</image></configuration>")
def wanted = lib.run("compile")
assert !wanted.ok()
assert wanted.error().contains("Cannot find a main package in ")
assert wanted.error().contains("Name those that make executables in <mains>: ./examples/hello, or leave out <image>: then it is a library, of which no image is made.")
def pushed = lib.run("go-docker:push")
assert !pushed.ok()
assert pushed.error().contains("it was not built here")

// And so does who names the main package: of a library becomes a program.
pom.text = text.replace("<artifactId>go-docker-maven-plugin</artifactId>", "<artifactId>go-docker-maven-plugin</artifactId><configuration><mains>./examples/hello</mains><files combine.self='override'/></configuration>")
assert lib.run("package").ok()
assert errors("it-library/it-library-lib:1.0") == "good day\n"
// And a library again.
pom.text = text
assert lib.run("package").ok()
assert left().findAll { it.startsWith("image") || it.startsWith("Dockerfile") } == []
assert buildersLeft(basedir) == ""
remove(image, "it-library/it-library-lib:1.0")
