package goroutine

import (
	"errors"
	"testing"
	"time"
)

func TestBefore(t *testing.T) {}

func TestGoroutine(t *testing.T) {
	go func() {
		panic(errors.New("in a goroutine"))
	}()
	time.Sleep(time.Minute)
}

func TestNeverRun(t *testing.T) {}
