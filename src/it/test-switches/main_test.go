package main

import (
	"os"
	"strings"
	"testing"
)

func TestOpen(t *testing.T) {
	t.Run("empty file", func(t *testing.T) {})
	t.Run("full", func(t *testing.T) {})
}

func TestClose(t *testing.T) {}

func TestShort(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
}

func TestEnvironment(t *testing.T) {
	t.Log("greeting", os.Getenv("GREETING"), "arguments", strings.Join(os.Args[1:], " "))
}

func ExampleOpen() {
	// Output:
}
