// A file that was written a moment ago counts as one that may still change.
new File(basedir, "main.go").setLastModified(System.currentTimeMillis() - 60000)
return new File(basedir, "go.mod").setLastModified(System.currentTimeMillis() - 60000)
