package shuffle

import "testing"

func TestA(t *testing.T) {}
func TestB(t *testing.T) { t.Error("b") }
func TestC(t *testing.T) {}
