import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def id = { inspect("it-up-to-date:1.0").path("Id").asText() }
def stamps = {
    def found = [:]
    new File(basedir, "target").eachFileRecurse { if (it.file) found[it.path] = it.lastModified() }
    found
}
def main = new File(basedir, "main.go")
def write = { String word ->
    main.text = 'package main\n\nfunc main() { println("' + word + '") }\n'
    main.setLastModified(System.currentTimeMillis() - 50000)
}

def first = id()
// The log of the build so far lies in the module, too, and has grown since.
assert maven.run("package").ok()
def before = stamps()
def nothing = maven.run("package")
assert nothing.ok()
assert id() == first
assert stamps() == before
assert nothing.lines("up to date").size() == 2
assert nothing.lines("Compil").empty && nothing.lines("Buil").every { !it.contains("it-up-to-date:1.0") }

// Who asks for it gets it done again, with the same result; after that nothing is to be done as before.
def forced = maven.run("package", "-Dgo-docker.force")
assert forced.ok()
assert forced.lines("Compiling").size() == 1
assert forced.lines("up to date").empty
assert id() == first
assert maven.run("package").lines("up to date").size() == 2

// What has been taken away comes back: the image,
docker("image", "rm", "it-up-to-date:1.0")
def again = maven.run("package")
assert again.ok()
assert id() == first
assert again.lines("Compiling").empty

// the binary,
assert new File(basedir, "target/go-docker/it-up-to-date/bin").deleteDir()
assert maven.run("package").ok()
assert id() == first

// what was written about the image,
def record = new File(basedir, "target/go-docker/it-up-to-date/image.json")
def written = record.text
record.text = "{}"
assert maven.run("package").ok()
assert record.text == written

// and what the name stands for, if it was given to another image.
docker("tag", "golang:1.26", "it-up-to-date:1.0")
assert maven.run("package").ok()
assert id() == first

// An edit, of the same length and with an old date, is seen.
write("other")
assert maven.run("package").ok()
assert id() != first
assert errors("it-up-to-date:1.0") == "other\n"

// So are a new setting and a new file.
assert maven.run("package", "-Dgo-docker.user=1:1").ok()
assert inspect("it-up-to-date:1.0").at("/Config/User").asText() == "1:1"
new File(basedir, "more.go").text = 'package main\n\nfunc init() { println("more") }\n'
assert maven.run("package").ok()
assert errors("it-up-to-date:1.0") == "more\nother\n"

// Back to where it began: the same bytes make the same image.
assert new File(basedir, "more.go").delete()
write("first")
assert maven.run("package").ok()
assert id() == first
assert buildersLeft(basedir) == ""
remove("it-up-to-date:1.0")
