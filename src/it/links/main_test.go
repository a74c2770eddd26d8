package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a hostile test can do: it runs in the container, and links from there lead somewhere else on the host.
func TestPlantsLinks(t *testing.T) {
	for _, plant := range strings.Fields(os.Getenv("PLANT")) {
		place, name, found := strings.Cut(plant, "=")
		if !found {
			continue
		}
		if err := os.RemoveAll(place); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(os.Getenv("OUTSIDE"), name), place); err != nil {
			t.Fatal(err)
		}
	}
}
