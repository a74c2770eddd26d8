package main

import (
	"fmt"
	"os"
	"testing"
)

func TestTable(t *testing.T) {
	for _, name := range []string{"one", "two words", "<&>"} {
		t.Run(name, func(t *testing.T) { t.Log("in", name) })
	}
}

func TestReadsItsData(t *testing.T) {
	text, err := os.ReadFile("testdata/word.txt")
	if err != nil || string(text) != "word\n" {
		t.Fatal(string(text), err)
	}
}

func TestWritesFiles(t *testing.T) {
	if err := os.WriteFile(t.TempDir()+"/file", nil, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNeedsTheMoon(t *testing.T) { t.Skip("no moon today") }

func TestPrints(t *testing.T) {
	fmt.Println("to standard output")
	fmt.Fprintln(os.Stderr, "to standard error")
}

func Example() {
	fmt.Println("example")
	// Output: example
}

func FuzzLength(f *testing.F) {
	f.Add("seed")
	f.Fuzz(func(t *testing.T, s string) {})
}
