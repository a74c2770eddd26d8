package quick

import "testing"

func TestQuick(t *testing.T) {}
