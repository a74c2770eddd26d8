package panic

import (
	"fmt"
	"testing"
)

func TestBefore(t *testing.T) {}

func TestPanics(t *testing.T) {
	fmt.Println("printed before the panic")
	t.Log("logged before the panic")
	t.Run("inner", func(t *testing.T) {
		explode("first line\nsecond line")
	})
}

func explode(message string) {
	panic(message)
}

func TestNeverRun(t *testing.T) {}
