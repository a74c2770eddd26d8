package exit

import (
	"fmt"
	"os"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestExits(t *testing.T) {
	fmt.Println("about to exit")
	t.Run("inner", func(t *testing.T) {
		os.Exit(3)
	})
}

func TestNeverRun(t *testing.T) {}
