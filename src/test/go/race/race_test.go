package race

import (
	"sync"
	"testing"
)

func TestClean(t *testing.T) {}

func TestRace(t *testing.T) {
	t.Log("logged before the race")
	n := 0
	var wait sync.WaitGroup
	for range 2 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			n++
		}()
	}
	wait.Wait()
	t.Logf("logged after the race")
}

func TestAfter(t *testing.T) {}
