package store

import "testing"

func TestHalf(t *testing.T) {
	if Half(4) != 2 {
		t.Error("wrong")
	}
}

func TestOdd(t *testing.T) {
	t.Run("three", func(t *testing.T) {
		t.Log("an odd number")
		if got := Half(3); got != 2 {
			t.Errorf("Half(3) is <%d>", got)
		}
	})
}

func TestDatabase(t *testing.T) {
	t.Skip("no database")
}
