package web

import (
	"os"
	"testing"
)

func TestText(t *testing.T) {
	made, err := os.ReadFile("../target/classes/data.txt")
	if err != nil || string(made) != "good\n" || Text() == "" {
		t.Fatal(string(made), err)
	}
}
