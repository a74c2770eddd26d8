package flag

import "testing"

func TestU(t *testing.T) {}
