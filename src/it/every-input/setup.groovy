import java.nio.file.Files

// Other plugins generate sources and data below target, and a source may be a link to one of another place.
new File(basedir, "target/generated").mkdirs()
new File(basedir, "target/generated/g.go").text = 'package generated\n\nconst Text = "generated1"\n'
new File(basedir, "target/classes").mkdirs()
new File(basedir, "target/classes/data.txt").text = "good\n"
new File(basedir, "web/node_modules/lib/dist").mkdirs()
new File(basedir, "web/node_modules/lib/dist/a.js").text = "js1\n"
def link = new File(basedir, "internal/x/text.go").toPath()
Files.deleteIfExists(link)
Files.createSymbolicLink(link, new File("../../shared/text.go").toPath())
// What was written a moment ago counts as something that may still change.
basedir.eachFileRecurse { if (it.file) it.setLastModified(System.currentTimeMillis() - 60000) }
sleep 100
return true
