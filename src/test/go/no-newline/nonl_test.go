package nonl

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	fmt.Print("TestMain without newline")
	code := m.Run()
	fmt.Print("the end without newline")
	os.Exit(code)
}

func TestPasses(t *testing.T) {
	fmt.Print("no newline before the result")
}

func TestLogs(t *testing.T) {
	fmt.Print("no newline before t.Log")
	t.Log("logged")
	fmt.Print("no newline after t.Log")
}

func TestFails(t *testing.T) {
	fmt.Print("no newline before t.Error")
	t.Error("failed")
	fmt.Print("no newline at the end of the failed one")
}

func TestSubtests(t *testing.T) {
	fmt.Print("parent ")
	t.Run("one", func(t *testing.T) {
		fmt.Print("one ")
	})
	fmt.Print("between ")
	t.Run("two", func(t *testing.T) {
		fmt.Print("two ")
		t.Error("two fails")
	})
	fmt.Print("after ")
}

func TestSkips(t *testing.T) {
	fmt.Print("no newline before the skip")
	t.Skip("for a reason")
}

func TestCarriageReturns(t *testing.T) {
	fmt.Print("10 %\r20 %\r100 %\n")
	fmt.Print("a line of Windows\r\n")
	fmt.Print("\x1b[31mred\x1b[0m\n")
}

func Example_noNewline() {
	fmt.Print("one")
	// Output: one
}
