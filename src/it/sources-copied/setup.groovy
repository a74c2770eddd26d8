// What other tools leave beside the sources: go reads a little of it, and all of it would be much to copy.
[
        "target/generated/g.go": 'package generated\n\nconst Text = "generated"\n',
        "target/classes/embedded.txt": "embedded",
        "target/classes/other.txt": "not read",
        "node_modules/lib/app.js": "script",
        "node_modules/lib/other.js": "not read"
].each { name, text ->
    def file = new File(basedir, name)
    file.parentFile.mkdirs()
    file.text = text
}
java.nio.file.Files.createSymbolicLink(
        new File(basedir, "linked.go").toPath(), new File("target/generated/linked.txt").toPath())
new File(basedir, "target/generated/linked.txt").text = 'package main\n\nconst linked = "linked"\n'
return true
