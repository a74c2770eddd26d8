package pass

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	fmt.Println("TestMain: before")
	code := m.Run()
	fmt.Println("TestMain: after")
	os.Exit(code)
}

func TestAdd(t *testing.T) {
	t.Log("logged by t.Log")
	fmt.Println("printed to standard output")
	fmt.Fprintln(os.Stderr, "printed to standard error")
	if Add(1, 2) != 3 {
		t.Error("wrong")
	}
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name      string
		a, b, sum int
	}{{"zero", 0, 0, 0}, {"small", 1, 2, 3}, {"negative", -1, -2, -3}} {
		t.Run(c.name, func(t *testing.T) {
			t.Logf("%d + %d", c.a, c.b)
			if got := Add(c.a, c.b); got != c.sum {
				t.Errorf("got %d", got)
			}
		})
	}
	t.Log("logged by the parent after its subtests")
}

func TestCleanup(t *testing.T) {
	t.Cleanup(func() { t.Log("logged in Cleanup") })
	t.Setenv("PASS", "1")
	t.Log("two lines\nin one t.Log")
}

func ExampleAdd() {
	fmt.Println(Add(20, 22))
	// Output: 42
}
