package aftertests

import (
	"fmt"
	"os"
	"testing"
)

// All tests pass, but what comes after them fails.
func TestMain(m *testing.M) {
	m.Run()
	fmt.Println("goroutines leaked")
	os.Exit(1)
}

func TestPasses(t *testing.T) {}
