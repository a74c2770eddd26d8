package second

import (
	"testing"
	"time"
)

func TestOne(t *testing.T) {
	for i := range 5 {
		t.Log("second package", i)
		time.Sleep(30 * time.Millisecond)
	}
}
