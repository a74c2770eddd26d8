package count

import "testing"

var runs int

func TestTwice(t *testing.T) {
	t.Run("inner", func(t *testing.T) { t.Log("inner") })
}

func TestFlaky(t *testing.T) {
	runs++
	if runs == 1 {
		t.Error("fails the first time only")
	}
}
