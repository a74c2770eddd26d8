package inner

import "testing"

var sink []byte

func BenchmarkBytes(b *testing.B) {
	b.Run("large case", func(b *testing.B) {
		for b.Loop() {
			sink = Bytes(5000)
		}
	})
}
