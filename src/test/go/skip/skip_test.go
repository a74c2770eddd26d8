package skip

import (
	"fmt"
	"testing"
)

func TestSkip(t *testing.T) { t.Skip("needs a database") }

func TestSkipf(t *testing.T) {
	fmt.Println("printed before the skip")
	t.Log("logged before the skip")
	t.Skipf("two lines:\n%s", "the second")
}

func TestSkipNow(t *testing.T) { t.SkipNow() }

func TestShort(t *testing.T) {
	if testing.Short() {
		t.Skip("skipping test in short mode.")
	}
}

func TestSubtests(t *testing.T) {
	t.Run("runs", func(t *testing.T) {})
	t.Run("skips", func(t *testing.T) { t.Skip("not here") })
}

func TestAllSubtestsSkip(t *testing.T) {
	t.Run("one", func(t *testing.T) { t.Skip() })
}

func TestSkipsAfterError(t *testing.T) {
	t.Run("runs", func(t *testing.T) {})
	t.Skip("after a subtest")
}
