package asserts

import (
	"fmt"
	"testing"
)

func TestGood(t *testing.T) {}

func TestEqual(t *testing.T) {
	for i := range 1000 {
		fmt.Println("noise", i)
	}
	t.Errorf("got %d, want %d", 1, 2)
}

func TestDocument(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		t.Fatal("differs:\n- one\n+ two")
	})
}
