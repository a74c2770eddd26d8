import static io.github.godocker.it.Daemon.*

(1..5).each {
    assert errors("it-parallel-m" + it + ":1.0") == "module " + it + "\n"
    remove("it-parallel-m" + it + ":1.0")
}
assert buildersSince(new File(basedir, "started").text as long, basedir) == 1
assert buildersLeft(basedir) == ""
// Lines of modules that are built at once say whose they are.
assert buildLog(basedir).contains("[it-parallel-m3] Compiling . for ")
