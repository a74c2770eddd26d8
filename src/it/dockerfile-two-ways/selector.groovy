// Debian 13 has the builder of `docker build` in docker-buildx.
return io.github.godocker.it.Daemon.buildCommand() != null
