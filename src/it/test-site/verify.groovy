import static io.github.godocker.it.Daemon.*

def page = new File(basedir, "target/reports/surefire.html")
assert page.exists()
def text = page.getText("UTF-8")
["TestGood", "TestGood/with_&lt;parts&gt;", "TestBad", "TestLater", "TestStore", "a reason that the page shows", "not yet", "example_com"].each {
    assert text.contains(it) : it
}
// The counts of all tests: run, errors, failures, skipped.
assert text.replaceAll(/\s+/, "") =~ /<td[^>]*>5<\/td><td[^>]*>0<\/td><td[^>]*>1<\/td><td[^>]*>1<\/td>/
assert buildersLeft(basedir) == ""
