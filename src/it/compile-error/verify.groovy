import static io.github.godocker.it.Daemon.*

def log = buildLog(basedir)
// Go's own lines, with the file as an IDE can open it: absolute, on this machine.
def file = new File(basedir, "inner/inner.go").canonicalPath
def lines = log.readLines().findAll { it.startsWith("[ERROR] " + file + ":") }
assert lines.collect { it.substring(("[ERROR] " + file).length()) } == [":4:6: declared and not used: unused", ":5:9: undefined: undefined"]
assert !log.contains("/src/inner")
assert log.contains("MojoFailureException")
assert log.contains("Go build failed for . (exit code 1).")
// Said once.
assert log.readLines().count { it.contains(":4:6: declared and not used") } == 1

assert !hasImage("it-compile-error:1.0")
def left = []
new File(basedir, "target").eachFileRecurse { if (it.file) left << it.name }
// For the report page: that it failed.
assert left == ["times"]
assert buildersLeft(basedir) == ""
