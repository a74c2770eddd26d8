package initpanic

import "testing"

func init() { panic("in init") }

func TestNeverRun(t *testing.T) {}
