package none

import "testing"

func TestSomething(t *testing.T) {}
