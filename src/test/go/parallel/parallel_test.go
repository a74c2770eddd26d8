package parallel

import (
	"fmt"
	"testing"
	"time"
)

// Steps of 40 ms, 10 ms apart, so that the order is the same each time.
func step(t *testing.T, first time.Duration) {
	time.Sleep(first)
	for i := range 3 {
		t.Logf("%s logs %d", t.Name(), i)
		fmt.Printf("%s prints %d\n", t.Name(), i)
		time.Sleep(40 * time.Millisecond)
	}
}

func TestParallel(t *testing.T) {
	for i, name := range []string{"a", "b", "c"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			step(t, time.Duration(i+1)*10*time.Millisecond)
			if name == "b" {
				t.Errorf("b fails while the others run")
			}
		})
	}
	t.Log("the parent's body is over")
}

func TestTopOne(t *testing.T) {
	t.Log("before it is parallel")
	t.Parallel()
	step(t, 5*time.Millisecond)
}

func TestTopTwo(t *testing.T) {
	t.Parallel()
	step(t, 25*time.Millisecond)
}

func TestSerial(t *testing.T) {
	t.Log("runs before the parallel ones go on")
}
