package inpackage

import "testing"

func TestP(t *testing.T) { P() }
