import static io.github.godocker.it.Daemon.*

import groovy.xml.XmlSlurper
import io.github.godocker.check.lint.Sarif

def reports = new File(basedir, "target/go-reports/lint")
def sarif = json(new File(reports, "lint.sarif"))
Sarif.assertValid(sarif)

// One run a linter, each with what it alone finds.
def found = [:].withDefault { [] }
sarif.path("runs").each { run ->
    run.path("results").each { result ->
        def at = result.at("/locations/0/physicalLocation")
        found[run.at("/tool/driver/name").asText()] << [
            result.path("ruleId").asText(), result.path("level").asText(),
            at.at("/artifactLocation/uri").asText().replaceFirst(".*lint-findings/", ""), at.at("/region/startLine").asInt()]
    }
}
assert sarif.path("runs").collect { it.at("/tool/driver/name").asText() } ==
    ["vet", "gofmt", "mod-tidy", "mod-verify", "staticcheck", "govulncheck"]
assert sarif.path("runs").every { it.at("/invocations/0/executionSuccessful").asBoolean() }
assert found.vet == [["printf", "error", "main.go", 10]]
assert found.gofmt == [["gofmt", "warning", "store/store.go", 9]]
assert found["mod-tidy"] == [["mod-tidy", "error", "go.mod", 6]]
assert found["mod-verify"] == []
assert found.staticcheck == [
    ["SA5009", "error", "main.go", 10], ["ST1005", "warning", "store/store.go", 9], ["ST1005", "warning", "store/store.go", 9],
    ["U1000", "warning", "store/store.go", 11], ["S1006", "warning", "store/store.go", 16]]
assert found.govulncheck == [
    ["GO-2099-0001", "error", "store/store.go", 22], ["GO-2099-0004", "error", "store/store.go", 9], ["GO-2099-0002", "note", "go.mod", 7]]

// The paths lead to the files.
def run = sarif.path("runs").get(0)
def uri = new URI(run.at("/originalUriBaseIds/%SRCROOT%/uri").asText())
    .resolve(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asText())
assert new File(uri).canonicalPath == new File(basedir, "main.go").canonicalPath

// A vulnerability: how the code gets there, and from which version on it does not.
def vulnerability = sarif.path("runs").get(5).path("results").get(0)
assert vulnerability.at("/properties/fixedVersion").asText() == "v2.2.8"
assert vulnerability.at("/properties/callPath").asText() == "store.Open → yaml.Unmarshal"
assert vulnerability.at("/codeFlows/0/threadFlows/0/locations").collect { it.at("/location/message/text").asText() } ==
    ["store.Open", "yaml.Unmarshal"]

def checkstyle = new XmlSlurper().parse(new File(reports, "checkstyle.xml"))
assert checkstyle.file.collect { it.@name.text() } ==
    ["go.mod", "main.go", "store/store.go"].collect { new File(basedir, it).canonicalPath }
assert checkstyle.file.error.size() == found.values().sum { it.size() }

// The build failed once, with counts; each finding is a line that an IDE opens.
def log = buildLog(basedir)
assert log.contains("MojoFailureException")
assert log.readLines().count { it.contains("found 5 errors, 5 warnings and 1 note; 10 of them count") } == 1
def main = new File(basedir, "main.go").canonicalPath
assert log.readLines().count { it.startsWith("[ERROR] " + main + ":10:14: ") && it.endsWith(" (vet printf)") } == 1
def store = new File(basedir, "store/store.go").canonicalPath
assert log.readLines().count { it.startsWith("[WARNING] " + store + ":11:6: func unused is unused (staticcheck U1000)") } == 1
assert log.contains("gopkg.in/yaml.v2@v2.2.1, fixed in v2.2.8")
assert !log.contains("nested") && !log.contains("testdata")

// Linters look and change nothing.
def original = new File(basedir, "../../../src/it/lint-findings")
def files = { File top ->
    def all = [:]
    top.eachFileRecurse {
        def name = top.toPath().relativize(it.toPath()).toString()
        if (it.file && !name.startsWith("target/") && !(name in ["build.log", "pom.xml", "interpolated-pom.xml"])) all[name] = it.text
    }
    all
}
assert files(basedir) == files(original)
assert buildersLeft(basedir) == ""
