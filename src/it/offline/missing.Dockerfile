FROM golang:1.26
COPY --from=127.0.0.1:1/no/tools:2 /x /x
