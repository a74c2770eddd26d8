FROM scratch
COPY ["my services/app \\$1/target/go-docker/app/rootfs/", "/"]
COPY ["my services/app \\$1/target/go-docker/app/files/0/", "/etc/my app/\\$x/"]
COPY ["my services/app \\$1/target/go-docker/app/bin/linux_amd64/", "/usr/local/bin/"]
ENV QUOTES="say \"it's\" \\ `x` #no"
ENV DOLLAR="\$HOME \${HOME} \\\$x \$\$"
ENV EMPTY=""
ENV END="trailing\\"
ENV EQUALS="a=b c=d"
EXPOSE 8080
EXPOSE 53/udp
VOLUME ["/my data", "/\\$x"]
LABEL "a.label with \"quotes\""="\$100 \\n"
WORKDIR /srv/\$HOME/my \"dir\"
USER me\$
ENTRYPOINT ["/usr/local/bin/app", "$HOME", "it's", "\"", "\\", "tab\tand\nline\u0001"]
CMD ["", " "]
