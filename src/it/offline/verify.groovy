import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def refused = { List arguments, List words ->
    def run = maven.run(*(["-o"] + arguments + "package"))
    assert !run.ok()
    words.each { assert run.error().contains(it) }
    assert !run.log().contains("Downloading modules")
}

// A module cache that is empty, whatever the pom says of ways to fill it.
refused(["-Dgo-docker.sourceDirectory=needs"],
    ["disabled by GOPROXY=off", "Not in the module cache: ", "github.com/go-chi/chi/v5 v5.5.0", "github.com/google/uuid v1.6.0", "--offline"])

// The daemon pulls and fetches by itself what a Dockerfile names.
refused(["-Dgo-docker.dockerfile=missing.Dockerfile"],
    ["Docker does not have 127.0.0.1:1/no/tools:2 and nothing may be pulled", "docker pull 127.0.0.1:1/no/tools:2"])
refused(["-Dgo-docker.dockerfile=url.Dockerfile"], ["adds https://127.0.0.1:1/file from the network", "Maven is offline"])

// What a step did online is not done again, and one that is new reaches nothing.
def step = System.nanoTime()
def build = { String... arguments ->
    def run = maven.run(*(arguments.toList() + ["-Dgo-docker.dockerfile=own.Dockerfile", "package"]))
    assert run.ok() : run.log()
    new String(content("it-offline:1.0", "/when")).strip()
}
def online = build("-Dstep=" + step)
assert build("-o", "-Dstep=" + step) == online
assert build("-o", "-Dstep=" + step + "1") != online
def network = new String(content("it-offline:1.0", "/network"))
def routes = network.readLines().count { it ==~ /\w+\t[0-9A-F]{8}\t.*/ }
assert network.contains("HTTPS_PROXY=http://maven-is-offline.invalid:9") || routes == 0
assert !inspect("it-offline:1.0").toString().contains("maven-is-offline") && !docker("history", "--no-trunc", "it-offline:1.0").contains("maven-is-offline")
assert buildersLeft(basedir) == ""
remove("it-offline:1.0")
