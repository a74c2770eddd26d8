import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions

def path = { basedir.toPath().resolve(it) }
assert path("src/main/image/etc/app/start").toFile().setExecutable(true)
// As somebody with another umask would have it.
Files.setPosixFilePermissions(path("src/main/image/etc/app/config.yaml"), PosixFilePermissions.fromString("rw-------"))
["src/main/image/tmp", "src/main/image/var/empty"].each { Files.createDirectories(path(it)) }
path("src/main/image/var/empty/.gitkeep").toFile().text = ""
path("static/.DS_Store").toFile().text = "x"
Files.createSymbolicLink(path("static/link.css"), Path.of("css/a.css"))
Files.createSymbolicLink(path("current"), Path.of("static/index.html"))
return true
