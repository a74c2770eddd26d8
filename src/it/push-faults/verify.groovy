import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.FaultyRegistry
import io.github.godocker.it.Maven
import java.util.regex.Pattern

def maven = new Maven(basedir, binding.variables)
def registry = new FaultyRegistry()
try {
    def image = { String name -> registry.address() + "/f/" + name + ":1" }
    def push = { String name -> maven.run("package", "go-docker:push", "-Dgo-docker.image=" + image(name)) }
    // The daemon passes on the words of a registry and not its status: what is read out of them is held here.
    def refused = { String name, String words, String nextStep ->
        def run = push(name)
        assert !run.ok()
        // What is before the registry's words is the engine's, and differs with its image store.
        assert run.error() =~ "Cannot push " + Pattern.quote(image(name)) + ": ([a-z ]+: )?" + words
        assert run.error().contains(nextStep)
        assert !run.error().contains("docker login")
        assert run.lines("trying again").isEmpty()
        assert registry.tries("f/" + name) == 1 && registry.digest("f/" + name) == null
        remove(image(name))
    }
    registry.refuse("f/taken", 409)
    refused("taken", "The tag cannot be overwritten: it is immutable[.]", "choose another version, or another tag in <image> or <tags>.")
    registry.refuse("f/nowhere", 404)
    refused("nowhere", "(name unknown|repository name not known to registry)[.]", "Create " + registry.address() + "/f/nowhere at ")

    registry.refuse("f/busy", 429, 503, FaultyRegistry.CUT)
    def busy = push("busy")
    assert busy.ok() : busy.log()
    assert registry.tries("f/busy") == 4
    def told = busy.lines("trying again in ")
    assert told.every { it.startsWith("[WARNING] Cannot push " + image("busy") + " yet: ") }
    // With containerd's image store the engine tries again by itself where the registry has answered.
    def answered = docker("info", "-f", "{{.DriverStatus}}").contains("containerd") ? [] : ["toomanyrequests", "503"]
    assert told.size() == answered.size() + 1
    assert [told, answered + "eof"].transpose().every { line, words -> line.toLowerCase().replace(" ", "").contains(words) }
    assert registry.digest("f/busy") != null && busy.log().contains(registry.digest("f/busy"))
    remove(image("busy"))
} finally {
    registry.close()
}
assert buildersLeft(basedir) == ""
