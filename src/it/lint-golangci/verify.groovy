import static io.github.godocker.it.Daemon.*

import io.github.godocker.check.lint.Sarif

// The user's own configuration says what counts and how much, but not that a linter may write.
def sarif = json(new File(basedir, "target/go-reports/lint/lint.sarif"))
Sarif.assertValid(sarif)
def results = sarif.at("/runs/0/results")
assert results.size() == 1
assert results.at("/0/ruleId").asText() == "misspell" && results.at("/0/level").asText() == "error"
assert results.at("/0/locations/0/physicalLocation/region/startLine").asInt() == 7
assert new File(basedir, "style.go").text == new File(basedir, "../../../src/it/lint-golangci/style.go").text
assert buildLog(basedir).contains("found 1 error, 0 warnings and 0 notes")
assert buildersLeft(basedir) == ""
