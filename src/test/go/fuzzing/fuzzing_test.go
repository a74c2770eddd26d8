package fuzzing

import "testing"

func FuzzFinds(f *testing.F) {
	f.Add(0)
	f.Fuzz(func(t *testing.T, n int) {
		if n != 0 {
			t.Errorf("found a number")
		}
	})
}
