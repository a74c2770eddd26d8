package main

import "testing"

func TestScript(t *testing.T) {
	if script != "script" {
		t.Error(script)
	}
}
