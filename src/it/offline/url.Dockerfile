FROM golang:1.26
ADD https://127.0.0.1:1/file /
