package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
)

const socket = "/var/run/docker.sock"

func TestTalksToDocker(t *testing.T) {
	if _, err := os.Stat(socket); err != nil {
		t.Skip("no socket")
	}
	client := http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", socket)
		},
	}}
	response, err := client.Get("http://docker/version")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	t.Log(response.StatusCode, string(body), err)
}
