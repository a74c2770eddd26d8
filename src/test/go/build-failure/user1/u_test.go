package user1

import "testing"

func TestU(t *testing.T) { U() }
