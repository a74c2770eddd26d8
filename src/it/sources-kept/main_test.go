package main

import (
	"os"
	"testing"
)

// What a test leaves among copied sources is in no later build: with it nothing would compile.
func TestSpoilsTheSources(t *testing.T) {
	for name, text := range map[string]string{
		"extra.go":          "package main\n\nfunc main() {}\n",
		"other.go":          "package main\n\nfunc other() string { return 1 }\n",
		"data/extra.txt":    "extra\n",
		"data/entry/a.txt":  "spoilt\n",
		"new/deep/spoil.go": "package spoil",
	} {
		os.MkdirAll("new/deep", 0o755)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Error(err)
		}
	}
}
