import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven
import io.github.godocker.it.Registry

def registry = Registry.withLogin()
def maven = new Maven(basedir, binding.variables).with("DOCKER_CONFIG", new File(basedir, "no-such-directory").path)
def push = { String name, String... more ->
    maven.run("package", "go-docker:push", "-Dgo-docker.image=" + registry.address() + "/login/" + name + ":1", *more)
}
def server = { String id, String password ->
    "<servers><server><id>" + id + "</id><username>" + Registry.USER + "</username><password>" + password + "</password></server></servers>"
}
def arrived = { String name ->
    def image = registry.address() + "/login/" + name + ":1"
    assert registry.configDigest("login/" + name, "1") == configDigest(image)
    def record = json(record(basedir, image))
    assert record.path("imageDigest").asText() == registry.digest("login/" + name, "1")
    remove(image)
}
def refused = { String name, Maven.Run run ->
    def image = registry.address() + "/login/" + name + ":1"
    assert !run.ok()
    assert run.error().contains("Cannot push " + image + ": ")
    assert !registry.has("login/" + name, "1")
    def record = json(record(basedir, image))
    assert record.path("imageDigest").isNull() && !record.path("imagePushed").asBoolean()
    // The image itself is as good as before.
    assert inspect(image).path("Id").asText() == record.path("imageId").asText()
    remove(image)
}

// A server that is called as the registry, one that is named, an encrypted password.
maven.settings(server(registry.address(), Registry.PASSWORD))
def byHost = push("by-host")
assert byHost.ok()
arrived("by-host")
assert byHost.lines("Pushing ").every { it.contains("server '" + registry.address() + "' of settings.xml") }

maven.settings(server("company", Registry.PASSWORD))
assert push("by-id", "-Dgo-docker.serverId=company").ok()
arrived("by-id")

maven.settings(server(registry.address(), "{FTxu++kS2W8HxsrLoBN9nd2r7Bg6E2RyG3RlGO9VQuI=}"))
assert push("encrypted", "-Dsettings.security=" + new File(basedir, "settings-security.xml").path).ok()
arrived("encrypted")

// What `docker login` leaves.
def config = new File(basedir, "config")
config.mkdirs()
new File(config, "config.json").text = '{"auths":{"' + registry.address() + '":{"auth":"' + Registry.basic(Registry.PASSWORD) + '"}}}'
maven.settings("").with("DOCKER_CONFIG", config.path)
assert push("docker-config").ok()
arrived("docker-config")
maven.with("DOCKER_CONFIG", new File(basedir, "no-such-directory").path)

// Refused: nobody, a wrong password, a server that is not there. The message tells what was shown, never the secret.
def nobody = push("nobody")
refused("nobody", nobody)
assert nobody.error().contains("No credentials found for " + registry.address() + ": looked in server '" + registry.address() + "' of settings.xml")
assert nobody.error().contains("docker login " + registry.address())

maven.settings(server(registry.address(), "wr0ng-secret"))
def wrong = push("wrong")
refused("wrong", wrong)
assert wrong.error().contains("Credentials used: ") && wrong.error().contains("server '" + registry.address() + "' of settings.xml")
assert !wrong.log().contains("wr0ng-secret") && !wrong.log().contains(Registry.basic("wr0ng-secret"))

def missing = maven.settings("").run("package", "go-docker:push", "-Dgo-docker.image=" + registry.address() + "/login/missing:1", "-Dgo-docker.serverId=company")
assert !missing.ok()
assert missing.error().contains("settings.xml has no server 'company' with a password")

// Nothing listens there.
def nowhere = maven.run("package", "go-docker:push", "-Dgo-docker.image=127.0.0.1:1/it/nowhere:1")
assert !nowhere.ok()
assert nowhere.error().contains("Cannot push 127.0.0.1:1/it/nowhere:1: ")
assert nowhere.error().contains("refused")
remove("127.0.0.1:1/it/nowhere:1", registry.address() + "/login/missing:1")
assert buildersLeft(basedir) == ""
