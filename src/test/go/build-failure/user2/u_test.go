package user2

import "testing"

func TestU(t *testing.T) { U() }
