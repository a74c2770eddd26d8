package before

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	fmt.Fprintln(os.Stderr, "no database, giving up")
	os.Exit(2)
}

func TestNeverRun(t *testing.T) {}
