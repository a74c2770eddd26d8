package beside

import "testing"

func TestGo(t *testing.T) {}
