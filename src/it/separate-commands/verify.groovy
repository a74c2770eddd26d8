import static io.github.godocker.it.Daemon.*

import io.github.godocker.it.Registry

def registry = Registry.open()
def image = registry.address() + "/it/separate:1.0"
assert errors(image) == "one command at a time\n"
assert registry.configDigest("it/separate", "1.0") == configDigest(image)
def record = json(record(basedir, image))
assert record.path("imageDigest").asText() == registry.digest("it/separate", "1.0")
assert record.path("imagePushed").asBoolean()
assert buildersLeft(basedir) == ""
remove(image)
