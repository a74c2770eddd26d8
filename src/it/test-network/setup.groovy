import static io.github.godocker.it.Daemon.*

// What a run that was cut off has left.
["sh", "-c", "docker rm -f go-docker-it-greeter; docker network rm go-docker-it-network"].execute().waitFor()
docker("network", "create", "go-docker-it-network")
def server = 'use IO::Socket::INET; my $s = IO::Socket::INET->new(LocalPort => 7000, Listen => 5, ReuseAddr => 1) or die;' +
    ' $| = 1; print "ready\n"; while (my $c = $s->accept) { print $c "hello from the service\n"; close $c }'
docker("run", "-d", "--name", "go-docker-it-greeter", "--network", "go-docker-it-network", "--network-alias", "greeter",
    "--init", "golang:1.26", "perl", "-e", server)
for (int i = 0; i < 100 && !docker("logs", "go-docker-it-greeter").contains("ready"); i++) {
    sleep(100)
}
return docker("logs", "go-docker-it-greeter").contains("ready")
