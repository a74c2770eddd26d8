import static io.github.godocker.it.Daemon.command

// What users read is what is tested. Builds of it by hand leave target directories there.
def examples = new File(settingsFile, "../../../examples").canonicalFile
command(basedir, "sh", "-c", 'tar -C "$1" --exclude=target -c stock | tar -x', "sh", examples.path)
return true
