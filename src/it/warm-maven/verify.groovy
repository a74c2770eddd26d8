import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def image = "it-warm-maven:1.0"
def source = new File(basedir, "main.go")
def shell = new Maven(basedir, binding.variables).shell(mavenHome + "/../apache-maven-4.0.0-rc-6")
def write = { String text -> source.text = "package main\n\nfunc main() { println(${text}) }\n" }
// Builds in which something changed, nothing changed, and one that fails.
def builds = { int number ->
    write("\"build ${number}\"")
    def changed = shell.build("package")
    assert changed.contains("BUILD SUCCESS") : changed
    assert errors(image) == "build ${number}\n"
    // The JVM goes on, what served the build does not.
    assert buildersLeft(basedir) == ""
    def nothing = shell.build("package")
    assert nothing.contains("Image " + image + " is up to date") : nothing
    write("nonsense")
    def failed = shell.build("package")
    assert failed.contains("undefined: nonsense") && failed.contains("BUILD FAILURE") : failed
    assert buildersLeft(basedir) == ""
}
try {
    builds(1)
    builds(2)
    def instances = shell.instances()
    def loaded = shell.loaded()
    assert loaded.contains("io.github.godocker.mojo.SharedSession")
    assert !instances.containsKey("io.github.godocker.mojo.SharedSession")

    builds(3)
    builds(4)
    assert shell.instances() == instances
    assert shell.loaded() == loaded
    assert loaded.toSet().size() == loaded.size()
    assert !shell.threads().contains("\"go-docker")
} finally {
    shell.close()
    remove(image)
}
