package outside_test

import (
	"testing"

	"example.com/vet-failure/outside"
)

func TestPrint(t *testing.T) {
	outside.Print()
}
