package main

import (
	"os"
	"testing"
)

// attempt counts the runs in this container.
func attempt(t *testing.T) int {
	file, err := os.OpenFile(os.TempDir()+"/"+t.Name(), os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	file.WriteString("x")
	info, _ := file.Stat()
	return int(info.Size())
}

func TestSteady(t *testing.T) {
	if attempt(t) > 1 {
		t.Error("run again without a reason")
	}
}

func TestFlaky(t *testing.T) {
	if n := attempt(t); n < 3 {
		t.Logf("attempt %d", n)
		t.Errorf("fails at attempt %d", n)
	}
}

func TestOfParts(t *testing.T) {
	t.Run("good", func(t *testing.T) {})
	t.Run("flaky part", func(t *testing.T) {
		if _, err := os.Stat(os.TempDir() + "/part"); err != nil {
			os.WriteFile(os.TempDir()+"/part", nil, 0o600)
			t.Error("the first time")
		}
	})
}
