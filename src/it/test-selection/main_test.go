package main

import "testing"

func TestOpen(t *testing.T) {
	t.Run("empty file", func(t *testing.T) {})
	t.Run("full", func(t *testing.T) {})
}

func TestClose(t *testing.T) {}

func Example_open() {
	// Output:
}
