package newgo

import "testing"

func TestNeverRun(t *testing.T) {}
