package panics

import "testing"

func TestBefore(t *testing.T) {}

func TestPanics(t *testing.T) { Explode() }

func TestAfter(t *testing.T) {}
