// A file that was written a moment ago counts as one that may still change.
basedir.eachFileRecurse { if (it.file) it.setLastModified(System.currentTimeMillis() - 60000) }
// What a former time left, when the library had a program.
def former = new File(basedir, "lib/target/go-docker/it-library~it-library-lib")
former.mkdirs()
["image.json", "image.state", "Dockerfile"].each { new File(former, it).text = "former" }
return true
