package main

import (
	"io"
	"net"
	"testing"
	"time"
)

func TestReachesItsService(t *testing.T) {
	connection, err := net.DialTimeout("tcp", "greeter:7000", 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	text, err := io.ReadAll(connection)
	if err != nil || string(text) != "hello from the service\n" {
		t.Fatalf("%q, %v", text, err)
	}
}
