package coverage

import "testing"

func TestEven(t *testing.T) { Half(2) }
