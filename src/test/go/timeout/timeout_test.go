package timeout

import (
	"fmt"
	"testing"
	"time"
)

func TestQuick(t *testing.T) {}

func TestSlow(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		fmt.Println("going to sleep")
		time.Sleep(time.Hour)
	})
}

func TestNeverRun(t *testing.T) {}
