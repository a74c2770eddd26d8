package greet

import "testing"

func TestWord(t *testing.T) {
	if Word == "" {
		t.Fatal("no word")
	}
}

func BenchmarkWord(b *testing.B) {
	for i := 0; i < b.N; i++ {
		_ = len(Word)
	}
}
