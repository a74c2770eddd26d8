import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def label = "label=io.github.godocker.project=it:it-watch"
def container = { docker("ps", "-q", "--no-trunc", "--filter", label).strip() }
def port = new ServerSocket(0).withCloseable { it.localPort }
def log = new File(basedir, "watch.log")
def process = maven.start(log, "go-docker:watch", "-Dgo-docker.run.ports=" + port + ":8080")
def until = { String what, Closure<Boolean> fact ->
    def end = System.nanoTime() + 180_000_000_000L
    while (!fact()) {
        assert System.nanoTime() < end && process.alive : what + "\n" + Maven.read(log)
        sleep(20)
    }
}
def answer = {
    try {
        new URL("http://localhost:" + port + "/").text
    } catch (IOException e) {
        ""
    }
}
def answers = { String text -> until(text) { answer() == text } }
def compilations = { Maven.read(log).readLines().count { it.contains("Compiling ") } }
def main = new File(basedir, "main.go")
def page = new File(basedir, "page.txt")
def source = main.text

def volume = ""
try {
    answers("one page static")
    def first = container()
    volume = docker("inspect", "-f", "{{range .Mounts}}{{.Name}}{{end}}", first).strip()
    assert docker("inspect", "-f", "{{.HostConfig.ReadonlyRootfs}}", first).strip() == "true"
    until("the watch") { Maven.read(log).contains("Watching ") }

    // A new program in the same container.
    main.text = source.replace("one", "two")
    answers("two page static")
    assert container() == first

    // What does not compile leaves the program alone.
    main.text = source.replace("func main", "func main(")
    until("the message") { Maven.read(log).contains("goes on with what it has") }
    assert Maven.read(log).contains("main.go:17:")
    assert answer() == "two page static"

    // Two files at once, one of them embedded, are one build.
    def before = compilations()
    def images = { docker("images", "-q", "--no-trunc", "--filter", "label=org.opencontainers.image.title=it-watch").readLines() as Set }
    def imagesBefore = images()
    page.text = "new"
    main.text = source.replace("one", "three")
    answers("three new static")
    assert compilations() == before + 1
    assert container() == first
    // Without an image for each of them.
    assert images() == imagesBefore

    // What is in the image beside the program.
    new File(basedir, "src/main/image/etc/app/static.txt").text = "other"
    answers("three new other")
    def second = container()
    assert second != first

    // A package in a new directory.
    def more = new File(basedir, "internal/more/more.go")
    more.parentFile.mkdirs()
    more.text = "package more\n\nconst Version = \"four\"\n"
    main.text = source.replace('"os"', '"os"\n\n\t"example.com/watch/internal/more"').replace('"one"', "more.Version")
    answers("four new other")
    more.text = "package more\n\nconst Version = \"five\"\n"
    answers("five new other")
    assert container() == second

    // go.mod says how it is compiled.
    new File(basedir, "go.mod").text = "module example.com/watch\n\ngo 1.26\n"
    until("another go.mod") { Maven.read(log).contains("Changed: go.mod") && answer() == "five new other" }

    // A program that ends is told, and the next one runs.
    main.text = source.replace('fmt.Println("this is", version)', 'fmt.Println("this is the end")\n\tos.Exit(3)')
    until("the end of the program") { Maven.read(log).contains("ended with exit code 3; waiting for the next change") }
    main.text = source.replace("one", "six")
    answers("six new other")
} finally {
    command(basedir, "kill", "-INT", String.valueOf(process.pid()))
}

assert process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS) : Maven.read(log)
assert docker("ps", "-aq", "--filter", label).strip() == ""
assert docker("network", "ls", "-q", "--filter", label).strip() == ""
assert !docker("volume", "ls", "-q").readLines().contains(volume)
assert !Maven.read(log).contains("\tat ")
assert buildersLeft(basedir) == ""
remove("it-watch:1.0")
