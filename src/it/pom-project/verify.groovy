import static io.github.godocker.it.Daemon.*

assert errors("it-pom-project:1.0") == "go in a pom project\n"
assert buildersLeft(basedir) == ""
remove("it-pom-project:1.0")
