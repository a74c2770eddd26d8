package crash

import (
	"os"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestCrash(t *testing.T) {
	if _, err := os.Stat(os.TempDir() + "/crash"); err != nil {
		os.WriteFile(os.TempDir()+"/crash", nil, 0o600)
		panic("the first time")
	}
}

func TestAfter(t *testing.T) {}
