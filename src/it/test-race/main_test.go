package main

import (
	"sync"
	"testing"
)

func TestRace(t *testing.T) {
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
}

func TestClean(t *testing.T) {}
