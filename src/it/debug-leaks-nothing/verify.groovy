import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.it.Registry

def registry = Registry.withLogin()
def image = registry.address() + "/it/debug:1.0"
def module = "m0dule-s3cret-token"
def proxy = "pr0xy-s3cret"
def server = { String id, String user, String password ->
    "<server><id>" + id + "</id><username>" + user + "</username><password>" + password + "</password></server>"
}
def maven = new Maven(basedir, binding.variables).settings(
    "<servers>" + server(registry.address(), Registry.USER, Registry.PASSWORD) + server("git.corp.example", "bot", module) + "</servers>" +
    "<proxies><proxy><id>p</id><protocol>http</protocol><host>127.0.0.1</host><port>1</port><username>me</username><password>" + proxy + "</password><nonProxyHosts>*</nonProxyHosts></proxy></proxies>")

def log = new File(basedir.parentFile, "runs/debug-leaks-nothing.log")
def process = maven.start(log, "-X", "-e", "deploy")
// The builder's configuration is for everybody who may ask the daemon: it is looked at while it runs.
def configuration = builderConfiguration(basedir, process)
def text = Maven.read(log)
assert process.exitValue() == 0 : text
assert text.contains("[DEBUG]")
assert configuration.contains("io.github.godocker.builder")
assert registry.configDigest("it/debug", "1.0") == configDigest(image)
assert errors(image) == "lib\n"

// Base64 has three ways to write what stands in the middle of other text.
def forms = { String secret ->
    [secret] + (0..2).collect {
        def encoded = Base64.encoder.encodeToString((("x" * it) + secret).bytes).replace("=", "")
        encoded.substring(it == 0 ? 0 : it + 1, encoded.length() - 2)
    }
}
def places = [log: text, "docker inspect of the builder": configuration, image: everything(image)]
new File(basedir, "target").eachFileRecurse { if (it.file) places[it.path] = new String(it.bytes, "ISO-8859-1") }
filesIn(image).each { name, file -> places["image:" + name] = new String(file.content(), "ISO-8859-1") }
assert places.size() > 10
for (secret in [Registry.PASSWORD, module, proxy]) {
    for (form in forms(secret)) {
        places.each { place, content -> assert !content.contains(form) : form + " in " + place }
    }
}

// Helpers that fail with a secret in their mouth. They lie beside the project: in it they would be found by the search.
def helper = "h3lper-s3cret"
def scripts = [
    answers: "echo '{\"Username\":\"u\",\"Secret\":\"" + helper + "\"}'; exit 1",
    complains: "echo 'panic: token=" + helper + "' >&2; exit 2",
    rambles: "echo 'the token is " + helper + "'",
]
def bin = new File(basedir.parentFile, "runs/debug-leaks-nothing-helpers")
bin.mkdirs()
maven.settings("").with("PATH", bin.path + ":" + System.getenv("PATH")).with("DOCKER_CONFIG", bin.path)
scripts.each { name, script ->
    def program = new File(bin, "docker-credential-" + name)
    program.text = "#!/bin/sh\n" + script + "\n"
    program.executable = true
    new File(bin, "config.json").text = '{"credsStore":"' + name + '"}'
    def run = maven.run("-X", "-e", "go-docker:push")
    assert !run.ok()
    assert run.log().contains("Cannot get credentials from docker-credential-" + name + ", which ")
    forms(helper).each { form -> assert !run.log().contains(form) : form + " of " + name }
}
remove(image)
assert buildersLeft(basedir) == ""
