package fail

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type point struct {
	X, Y int
	Name string
}

func TestPasses(t *testing.T) {}

func TestErrorf(t *testing.T) {
	t.Log("before the failure")
	fmt.Println("printed before the failure")
	t.Errorf("got %d, want %d", 1, 2)
	t.Errorf("a second assertion of the same test: <%q> & more", "x")
	t.Log("after the failures")
}

func TestFatal(t *testing.T) {
	t.Fatal("cannot go on:", errors.New("connection refused"))
}

func TestMultiLine(t *testing.T) {
	t.Errorf("the documents differ:\n  want: a\n   got: b\n\nsee above")
}

func TestFailNow(t *testing.T) {
	t.FailNow()
}

func TestPrintsLikeFailure(t *testing.T) {
	fmt.Println("--- FAIL: TestNothing (0.00s)")
	fmt.Println("    fake_test.go:1: not a failure")
	fmt.Println("PASS")
	t.Error("the only real one")
}

func TestSubtests(t *testing.T) {
	t.Run("good", func(t *testing.T) {})
	t.Run("bad", func(t *testing.T) {
		helper(t)
	})
	t.Run("worse", func(t *testing.T) {
		t.Error("worse")
		t.Fatal("worst")
	})
}

func helper(t *testing.T) {
	t.Helper()
	t.Error("reported at the helper's caller")
}

func TestParentFailsItself(t *testing.T) {
	t.Run("good", func(t *testing.T) {})
	t.Error("the parent's own failure")
}

func TestTestify(t *testing.T) {
	assert.Equal(t, point{1, 2, "a"}, point{1, 3, "b"}, "points of %s", "the line")
	assert.NoError(t, errors.New("one\ntwo"))
	require.Len(t, []int{1, 2, 3}, 2)
}

func TestCmp(t *testing.T) {
	if diff := cmp.Diff(point{1, 2, "a"}, point{1, 3, "b"}); diff != "" {
		t.Errorf("point (-want +got):\n%s", diff)
	}
}

func TestFailsInCleanup(t *testing.T) {
	t.Cleanup(func() { t.Error("cannot clean up") })
}

func Example_wrong() {
	fmt.Println("one")
	fmt.Println("two")
	// Output: one
	// three
}
