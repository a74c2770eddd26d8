import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Maven

def maven = new Maven(basedir, binding.variables)
def bench = { String... arguments -> maven.run(*(["go-docker:bench", "-Dgo-docker.benchTime=10x"] + (arguments as List))) }
def baseline = new File(basedir, "bench-baseline.txt")
def reports = new File(basedir, "target/go-reports/bench")
def results = { File file, String name -> file.readLines().count { it.startsWith("Benchmark" + name) } }

// Without a baseline: results, their table, and how to store them; nothing is stored unasked.
assert !baseline.exists()
assert results(new File(reports, "new.txt"), "Wait-") == 6
assert results(new File(reports, "new.txt"), "Constant/two_words-") == 6
assert new File(reports, "benchstat.txt").text.contains("Constant/two_words-")
assert buildLog(basedir).contains("store one by -Dgo-docker.bench.saveBaseline=true")
assert !buildLog(basedir).contains("no benchmark")

assert bench("-Dgo-docker.bench.saveBaseline=true").ok()
assert results(baseline, "Wait-") == 6
assert baseline.readLines().every { it ==~ /Benchmark.*|\w+: .*/ }
def stored = baseline.text

// A slower one fails, says what was slower, and leaves the baseline as it was.
new File(basedir, "wait.go").text = new File(basedir, "wait.go").text.replace("1 *", "20 *")
def slower = bench("-Dgo-docker.benchMaxRegression=300")
assert !slower.ok()
assert slower.log().contains("MojoFailureException")
assert slower.error() =~ /<benchMaxRegression> is 300%: example\.com\/bench\.Wait-\d+: [\d.]+ .s\/op before, [\d.]+ ms\/op now \(\+\d+\.\d%, p=0\.0\d\d n=6\)\.\n/
assert !slower.error().contains("Constant")
assert slower.lines("BenchmarkWait-").size() == 6
assert new File(reports, "benchstat.txt").text.contains("vs base")
assert baseline.text == stored

def none = bench("-Dgo-docker.benchmarks=Nothing")
assert !none.ok()
assert none.error().contains("Cannot find a benchmark in ./... of example.com/bench that matches 'Nothing'")

new File(basedir, "inner/bad_test.go").text = '''package inner

import "testing"

func BenchmarkBad(b *testing.B) { b.Fatal("out of luck") }
'''
def bad = bench("-Dgo-docker.benchmarks=Bad")
assert !bad.ok()
assert bad.log().contains("MojoFailureException")
assert bad.error().contains("Cannot benchmark example.com/bench: BenchmarkBad failed.")
assert bad.lines("[ERROR]").any { it.contains(new File(basedir, "inner/bad_test.go").canonicalPath + ":5: out of luck") }

// All that is wrong is told at once, before anything runs.
def wrong = bench("-Dgo-docker.benchstatVersion=latest", "-Dgo-docker.benchMaxRegression=fast", "-Dgo-docker.benchCpu=many")
assert !wrong.ok()
assert wrong.error().contains("3 parameters are wrong")
assert buildersLeft(basedir) == ""
