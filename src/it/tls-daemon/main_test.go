package main

import (
	"testing"
	"time"
)

func TestSilentForLong(t *testing.T) { time.Sleep(25 * time.Second) }
