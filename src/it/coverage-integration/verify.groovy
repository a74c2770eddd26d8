import static io.github.godocker.it.Daemon.*

import groovy.xml.XmlSlurper
import io.github.godocker.it.Maven
import java.nio.file.Files

def maven = new Maven(basedir, binding.variables)
def image = "it-coverage-integration:1.0"
def reports = new File(basedir, "target/go-reports/coverage")
def data = new File(reports, "integration")

// What comes without data is told before anything is done.
def early = maven.run("go-docker:coverage", "-Dgo-docker.coverageMinimum=0.8")
assert !early.ok()
assert early.error().contains("2 parameters are wrong")
assert early.error().contains("there is no directory target/go-reports/coverage/integration")
assert early.error().contains("-Dgo-docker.goFlags=-cover")
assert early.error().contains("<coverageMinimum>80</coverageMinimum>")

// Nor is there anything to do where tests are skipped.
def skipped = maven.run("go-docker:coverage", "-DskipITs")
assert skipped.ok()
assert !new File(reports, "integration.out").exists()

// The goal test measured what the unit tests execute.
def properties = { new File(reports, "coverage.properties").readLines() }
assert properties().containsAll(["total=4/8", "minimum="])
assert data.mkdirs()

// The image runs as its own user, 65532, into a directory of this machine.
assert data.setWritable(true, false)
def out = run("-e", "GOCOVERDIR=/coverage", "-v", "$data:/coverage", image, "one", "two")
assert out == "16 42\n"
assert data.list().count { it.startsWith("covcounters.") } == 1
assert remapsUsers() || isRootless() || data.listFiles().every { Files.getAttribute(it.toPath(), "unix:uid") == 65532 }

def merged = maven.run("go-docker:coverage", "-Dgo-docker.coverageMinimum=75")
assert merged.ok() : merged.log()
assert merged.lines("Coverage: 75.0% of statements (6 of 8)").size() == 1
assert !merged.log().contains("gen.pb.go")

// Line 7 is executed by the program only, line 15 by nobody.
def blocks = new File(reports, "coverage.out").readLines()
def count = { List<String> profile, String block -> profile.findAll { it.contains(block) }.collect { it[-1] } as Set }
def price = "example.com/shop/internal/shop/shop.go:6.13,8.3"
assert count(new File(reports, "unit.out").readLines(), price) == ["0"] as Set
assert count(new File(reports, "integration.out").readLines(), price) == ["1"] as Set
assert count(blocks, price) == ["1"] as Set
assert blocks.count { it.contains(price) } == 1
assert !blocks.any { it.contains("gen.pb.go") }

def xml = new XmlSlurper().parse(new File(reports, "cobertura.xml"))
def file = xml.'**'.find { it.name() == "class" && it.@filename == "internal/shop/shop.go" }
assert new File(xml.sources.source.text(), file.@filename.text()).canonicalFile == new File(basedir, "internal/shop/shop.go").canonicalFile
def hits = file.lines.line.collectEntries { [(it.@number.text() as int): it.@hits.text() as int] }
assert hits[7] == 1 && hits[15] == 0
assert file.methods.method.collect { it.@name.text() } == ["Price", "Never"]

def lcov = new File(reports, "lcov.info").readLines()
assert lcov.containsAll(["SF:internal/shop/shop.go", "FN:4,Price", "FNDA:0,Never", "DA:7,1", "DA:15,0"])
assert new File(reports, "coverage.html").text.contains("example.com/shop/internal/shop/shop.go (")
assert properties().containsAll(["total=6/8", "percent=75.0", "minimum=75"])
def me = Files.getOwner(basedir.toPath())
assert reports.listFiles().every { Files.getOwner(it.toPath()) == me }

// Too little is a failure of the code, with all reports there.
assert new File(reports, "cobertura.xml").delete()
def little = maven.run("go-docker:coverage", "-Dgo-docker.coverageMinimum=80")
assert !little.ok()
assert little.error().contains("75.0% of statements (6 of 8) are covered, but <coverageMinimum> is 80%")
assert little.error().contains("Test more of example.com/shop/internal/shop (")
assert new File(reports, "cobertura.xml").exists()

assert buildersLeft(basedir) == ""
remove(image)
