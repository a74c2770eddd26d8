package bad

import "testing"

func TestNeverRun(t *testing.T) {}
