import static io.github.godocker.it.Daemon.*

def out = run("it-go-settings:1.0").readLines()
assert out[0] == "1.0 two words [extra]"
assert out.contains("-tags=extra,more")
assert out.contains("-gcflags=-N")
assert out.contains("-asmflags=-D=IT")
assert out.contains("-trimpath=true")
assert out.contains("CGO_ENABLED=0")
assert filesIn("it-go-settings:1.0").keySet().findAll { it.startsWith("usr/local/bin/") } as List == ["usr/local/bin/server"]
assert buildersLeft(basedir) == ""
remove("it-go-settings:1.0")
