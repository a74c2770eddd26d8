package inner

import "testing"

func BenchmarkConstant(b *testing.B) {
	b.Run("two words", func(b *testing.B) {
		for b.Loop() {
			Wait()
		}
	})
}
