package missing

import (
	"testing"

	"example.com/nowhere/at/all"
	"example.com/setup-failure/absent"
)

func TestM(t *testing.T) { all.All(); absent.Absent() }
