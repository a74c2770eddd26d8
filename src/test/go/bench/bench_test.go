package bench

import (
	"fmt"
	"strings"
	"testing"
)

var sink string

func TestPasses(t *testing.T) {}

func BenchmarkRepeat(b *testing.B) {
	for i := 0; i < b.N; i++ {
		sink = strings.Repeat("x", 100)
	}
}

func BenchmarkLoop(b *testing.B) {
	b.SetBytes(100)
	for b.Loop() {
		sink = strings.Repeat("x", 100)
	}
	b.ReportMetric(7, "things/op")
}

func BenchmarkSizes(b *testing.B) {
	for _, size := range []int{10, 1000} {
		b.Run(fmt.Sprintf("size=%d", size), func(b *testing.B) {
			b.Log("logged by a benchmark")
			for b.Loop() {
				sink = strings.Repeat("x", size)
			}
		})
	}
}

func BenchmarkSkips(b *testing.B) { b.Skip("not here") }

func BenchmarkFails(b *testing.B) { b.Fatal("cannot measure") }
