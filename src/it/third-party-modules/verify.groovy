import static io.github.godocker.it.Daemon.*

def image = "it-third-party-modules:1.0"
assert inspect(image).at("/Config/ExposedPorts").toString() == '{"8080/tcp":{}}'
def id = docker("run", "-d", "-p", "127.0.0.1::8080", image).strip()
try {
    def port = docker("port", id, "8080/tcp").readLines()[0].split(":").last()
    def answer = null
    for (int i = 0; i < 50 && answer == null; i++) {
        try {
            answer = new URL("http://127.0.0.1:" + port + "/names/example.com").text
        } catch (IOException e) {
            sleep(100)
        }
    }
    assert answer == "hello from cfbff0d1-9375-5685-968c-48ce8b15ae17\n"
} finally {
    docker("rm", "-f", id)
}

assert buildLog(basedir).contains("Downloading modules")
// What this machine trusts besides, for example its network's own authority, helped to download and is not in the image.
assert filesIn(image)["etc/ssl/certs/ca-certificates.crt"].content() == content("golang:1.26", "/etc/ssl/certs/ca-certificates.crt")
assert buildersLeft(basedir) == ""
remove(image)
