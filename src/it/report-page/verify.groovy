import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def file = new File(basedir, "target/go-reports/index.html")
def page = file.getText("UTF-8")
assert page.startsWith("<!DOCTYPE html>")
assert page.contains("<h1>Reported &amp; seen <small>1.0</small></h1>")
assert page.contains("<strong>Failing</strong> <span>2 tests fail</span>")
assert page =~ /<li>Go 1\.26/

// The test that failed, with where and why; the log line before it is not where.
assert page.contains("<h3>TestOdd/three</h3>")
assert !page.contains("<h3>TestOdd</h3>")
assert page.contains("<h2>Failures <small>1, and 1 parent of these</small></h2>")
assert page.contains('<code>store/store_test.go:15</code>')
assert page.contains('<p class="message">Half(3) is &lt;1&gt;</p>')
assert page.contains("<p>no database")
assert page.contains('href="../surefire-reports/TEST-example_com.reported.store.xml"')
assert new File(file.parentFile, "../surefire-reports/TEST-example_com.reported.store.xml").exists()

assert !page.contains(basedir.path)

// Coverage, image, and the times of all goals so far.
def summary = new Properties()
new File(basedir, "target/go-reports/coverage/coverage.properties").withInputStream { summary.load(it) }
assert page.contains("<b>" + summary.getProperty("percent") + "%</b>")
assert page.contains('href="coverage/coverage.html"')
assert new File(file.parentFile, "coverage/coverage.html").exists()
assert page.contains("it-report-page:1.0")
assert page.contains("binary reported")
def times = new File(basedir, "target/go-reports/times").readLines().collect { it.split("=")[0] }
assert times.containsAll(["compile", "test", "build", "report"])
["compile", "test", "build"].each { assert page.contains("</svg> " + it + "<td") }
assert !page.contains("</svg> report<td")

// Lint and benchmarks were not asked for.
assert page.contains("No linter has run")
assert page.contains("No benchmark has run")

def log = buildLog(basedir)
assert log.readLines().count { it.contains("Wrote report target" + File.separator + "go-reports" + File.separator + "index.html") } == 1

// The same results give the same page, with no daemon, in a build of its own.
def maven = new Maven(basedir, binding.variables).with("DOCKER_HOST", "tcp://127.0.0.1:1")
def again = maven.run("-o", "io.github.godocker:go-docker-maven-plugin:report")
assert again.ok() : again.log()
assert file.getText("UTF-8") == page
def skipped = maven.run("-o", "io.github.godocker:go-docker-maven-plugin:report", "-Dgo-docker.report.skip=true")
assert skipped.ok() && skipped.lines("Skipped: go-docker.report.skip is set").size() == 1

// The page is of one build: not of an image under another name, before or after.
def renamed = maven.with("DOCKER_HOST", null).run("-o", "verify", "-Dgo-docker.image=it-report-page-renamed:1")
assert renamed.ok() : renamed.log()
page = file.getText("UTF-8")
assert page.contains("it-report-page-renamed:1") && !page.contains("it-report-page:1.0")
assert new File(basedir, "target/go-docker").list().findAll { it.startsWith("it-report-page") }.size() == 2
assert maven.run("-o", "io.github.godocker:go-docker-maven-plugin:report").ok()
assert file.getText("UTF-8").contains("it-report-page-renamed:1") && !file.getText("UTF-8").contains("it-report-page:1.0")

// A goal that failed shows, until it succeeds.
assert !maven.run("-o", "io.github.godocker:go-docker-maven-plugin:compile", "-Dgo-docker.ports=http").ok()
assert maven.run("-o", "io.github.godocker:go-docker-maven-plugin:report").ok()
page = file.getText("UTF-8")
assert page.contains("<strong>Failing</strong> <span>goal compile failed")
assert page.contains("<code>compile</code> failed: Cannot expose port &#39;http&#39;.")
assert maven.run("-o", "io.github.godocker:go-docker-maven-plugin:compile").ok()
assert maven.run("-o", "io.github.godocker:go-docker-maven-plugin:report").ok()
assert !file.getText("UTF-8").contains("goal compile failed")
remove("it-report-page-renamed:1")

assert buildersLeft(basedir) == ""
remove("it-report-page:1.0")
