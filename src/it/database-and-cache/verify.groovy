import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def acceptance = new File(basedir, "stock/acceptance")
def label = "label=io.github.godocker.project=example:stock-acceptance"
def left = { docker("ps", "-aq", "--filter", label).strip() + docker("network", "ls", "-q", "--filter", label).strip() }

// The Java tests drove the Go service, and found in PostgreSQL what it has written; nothing is left of them.
def report = new groovy.xml.XmlSlurper().parse(new File(acceptance, "target/failsafe-reports/failsafe-summary.xml"))
assert report.completed.text() == "3" && report.failures.text() == "0" && report.errors.text() == "0"
assert left() == ""

// Each has its log, from its first line to its last.
def log = { String name -> new File(acceptance, "target/go-docker/logs/" + name + ".log").readLines() }
assert log("stock").first().contains('"msg":"listening"') && log("stock").last().contains('"msg":"shutting down"')
assert log("stock").findAll { it.contains('"msg":"stored"') }.size() == 4
assert log("db").findAll { it.contains("database system is ready to accept connections") }.size() == 2
assert log("db").last().contains("database system is shut down")
assert log("cache").last().contains("Redis is now ready to exit")

// By command: a look into the database, and the volume that the image of the cache declares goes with its container.
def maven = new Maven(acceptance, binding.variables)
def started = maven.run("go-docker:start")
assert started.ok() : started.log()
def volume = new groovy.json.JsonSlurper().parseText(docker("inspect", "stock-acceptance-cache"))[0].Mounts[0].Name
assert docker("volume", "ls", "-q").readLines().contains(volume)
def table = maven.run("-q", "go-docker:exec", "-Dgo-docker.container=db", "-Dgo-docker.command=psql -U postgres -c '\\d articles' stock")
assert table.ok() && table.log().contains('"articles_pkey" PRIMARY KEY, btree (name)') : table.log()
assert maven.run("go-docker:stop").ok()
assert left() == ""
assert !docker("volume", "ls", "-q").readLines().contains(volume)
assert buildersLeft(basedir) == ""
remove("stock:1.0.0-SNAPSHOT")
