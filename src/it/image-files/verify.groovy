import static io.github.godocker.it.Daemon.*

def image = "it-image-files:1.0"
def expected = filesIn(image)
def shown = { name -> def f = expected[name]; Integer.toOctalString(f.mode()) + " " + f.uid() + ":" + f.gid() }
assert run(image) == "key: value\np {}\n<nil> <nil>\n"
assert inspect(image).at("/RootFS/Layers").size() == 3
assert shown("etc/app/config.yaml") == "644 0:0"
assert shown("etc/app/start") == "755 0:0"
assert shown("var/empty") == "755 0:0"
assert shown("tmp") == "1777 0:0"
assert expected["srv/static/link.css"].text() == "css/a.css"
assert shown("srv/static/it's \$1.txt") == "644 0:0"
assert shown("var/lib/app") == "755 65532:65532"
assert shown("var/lib/app/index.html") == "640 65532:65532"
assert shown("opt/current") == "644 1000:2000"
assert expected.keySet().findAll { it.startsWith("srv/") || it.startsWith("var/") } as List == [
    "srv/static", "srv/static/css", "srv/static/css/a.css", "srv/static/index.html", "srv/static/it's \$1.txt",
    "srv/static/link.css", "var/empty", "var/lib", "var/lib/app", "var/lib/app/drafts",
    "var/lib/app/drafts/a.html", "var/lib/app/index.html",
]

// Without Maven, by what lies in the project alone, and through BuildKit: the same.
def text = new File(basedir, "target/go-docker/it-image-files/Dockerfile")
build(basedir, text, "it-image-files:source", "--secret", "id=certificates,src=" + certificates())
["it-image-files:source", "it-image-files-built:1.0"].each { other ->
    def files = filesIn(other)
    assert files.keySet() == expected.keySet()
    files.each { name, file ->
        def mine = expected[name]
        assert [other, name, file.mode(), file.uid(), file.gid()] == [other, name, mine.mode(), mine.uid(), mine.gid()]
        assert Arrays.equals(file.content(), mine.content()) : name
    }
}

def record = json(new File(basedir, "target/go-docker/it-image-files/image.json"))
assert record.path("imageConfigDigest").asText() == configDigest(image)
def log = buildLog(basedir)
assert log.readLines().count { it.contains("Hint: main.go names templates, which is not in the image") } >= 1
assert buildersLeft(basedir) == ""
remove(image, "it-image-files:source", "it-image-files-built:1.0")
