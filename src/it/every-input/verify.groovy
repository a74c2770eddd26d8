import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import java.nio.file.Files

// Each input of the program is changed alone, and the image has to have it; what go does not read changes nothing.
def image = "it-every-input:1.0"
def builder = "it-every-input-builder:1"
docker("tag", "golang:1.26", builder)
def maven = new Maven(basedir, binding.variables)
// One JVM for nearly all of these builds, as there are thirty.
def shell = maven.shell(mavenHome + "/../apache-maven-4.0.0-rc-6")
def arguments = ["package", "-X", "-Dgo-docker.builderImage=" + builder]
def attempt = { String... more ->
    def log = shell.build((arguments + (more as List)).collect { "'" + it + "'" }.join(" "))
    new Maven.Run(log.contains("BUILD SUCCESS") ? 0 : 1, log)
}
def build = { String... more ->
    def run = attempt(*more)
    assert run.ok() : run.log()
    run
}
def reasons = { it.lines("Not up to date, because ").collect { it.replaceFirst(".*because ", "") } }
def says = { run(image).strip() }
def file = { String name -> new File(basedir, name) }
// An edit of the same length whose date is an old one.
def write = { String name, String text ->
    file(name).parentFile.mkdirs()
    file(name).text = text
    file(name).setLastModified(System.currentTimeMillis() - 60000)
    // A change in the same moment as go runs could not be told from one after it: those ask go once more.
    sleep 60
}
def nothing = { String... more ->
    def run = build(*more)
    assert reasons(run) == []
    assert run.lines("Running ").empty
}

// Maven 4 links pom.xml into the build directory, which changes a date of it: the second build tests once more.
build()
build()
assert says() == "text1, v1, no arenas generated1 js1 css1 html1"
nothing()

def changed = { String name, String text, String expected, String because ->
    write(name, text)
    def run = build()
    assert says() == expected
    assert reasons(run)[0].contains(because) : reasons(run)
    nothing()
}
changed("target/generated/g.go", 'package generated\n\nconst Text = "generated2"\n',
        "text1, v1, no arenas generated2 js1 css1 html1", "target/generated changed (its newest file is g.go)")
changed("web/node_modules/lib/dist/a.js", "js2\n",
        "text1, v1, no arenas generated2 js2 css1 html1", "node_modules/lib/dist/a.js changed")
changed("shared/text.go", 'package x\n\nconst text = "text2"\n',
        "text2, v1, no arenas generated2 js2 css1 html1", "internal/x changed")
changed("web/pages/b.css", "css2\n",
        "text2, v1, no arenas generated2 js2 css1 css2 html1", "web/pages/b.css is new")
changed("web/templates/deep/b.html", "html2\n",
        "text2, v1, no arenas generated2 js2 css1 css2 html1 html2", "deep/b.html is new")
changed("internal/x/init.go", 'package x\n\nimport "fmt"\n\nfunc init() { fmt.Print("init ") }\n',
        "init text2, v1, no arenas generated2 js2 css1 css2 html1 html2", "internal/x changed")
assert file("internal/x/init.go").delete()
assert file("web/pages/b.css").delete()
assert file("web/templates/deep").deleteDir()
build()
assert says() == "text2, v1, no arenas generated2 js2 css1 html1"
nothing()

// What go does not read.
write("web/pages/y.css", "y")
write("web/node_modules/other/x.js", "x")
write("README.md", "read me")
write("internal/x/x_test.go", "package x\n")
def run = attempt("-DskipTests")
assert run.ok()
assert reasons(run) == []

// Tests read more than go: what another plugin has made of the data decides about them.
build()
nothing()
write("target/classes/data.txt", "bad!\n")
run = attempt()
assert !run.ok()
assert reasons(run)[0].contains("target changed (its newest file is data.txt)")
write("target/classes/data.txt", "good\n")
build()
nothing()
write("web/node_modules/lib/dist/a.js", "js1\n")
run = build()
assert reasons(run).size() == 3 : reasons(run)
assert reasons(run)[1].contains("node_modules/lib/dist/a.js changed")
nothing()

// The environment and the settings.
def env = { String name, String value -> new Maven(basedir, binding.variables).with(name, value) }
if (System.getProperty("os.arch") == "amd64") {
    run = env("GOAMD64", "v3").run(*arguments)
    assert run.ok() : run.log()
    assert reasons(run)[0] == "the environment changed"
    assert docker("history", "-q", image) != ""
    assert file("target/go-docker/it-every-input/bin/linux_amd64/inputs").bytes.length > 0
    assert new String(file("target/go-docker/it-every-input/bin/linux_amd64/inputs").bytes, "ISO-8859-1").contains("v3")
}
run = env("GOEXPERIMENT", "arenas").run(*arguments)
assert run.ok() : run.log()
assert says() == "text2, v1, arenas generated2 js1 css1 html1"
build()
assert says() == "text2, v1, no arenas generated2 js1 css1 html1"
run = build("-Dgo-docker.ldflags=-X main.version=2")
assert reasons(run)[0] == "the command of go build changed"
build()
nothing()

// The builder's name stands for another image.
def container = docker("create", builder, "true").strip()
docker("commit", container, builder)
docker("rm", container)
run = build()
assert reasons(run)[0].contains(builder + " is another image than before")
nothing()

// With several platforms go fails at the second: what is there is half of the former and half of the new.
write("internal/x/x_arm64.go", "package x\n\nvar wrong int = text\n")
write("shared/text.go", 'package x\n\nconst text = "text3"\n')
def platforms = "-Dgo-docker.platforms=linux/amd64,linux/arm64"
run = attempt(platforms, "-DskipTests")
assert !run.ok()
assert says().startsWith("text2, ")
run = maven.run("go-docker:build", platforms, "-Dgo-docker.builderImage=" + builder)
assert !run.ok()
assert run.error().contains("nothing was compiled for it") : run.error()
assert says().startsWith("text2, ")
shell.close()
assert buildersLeft(basedir) == ""
remove(image, builder)
