package xtest_test

import (
	"fmt"
	"testing"

	"example.com/vet-failure/xtest"
)

func TestPrint(t *testing.T) {
	fmt.Printf("%d\n", xtest.Text())
}
