package nilmap

import "testing"

func TestNilMap(t *testing.T) {
	var m map[string]int
	m["a"] = 1
}

func TestNeverRun(t *testing.T) {}
