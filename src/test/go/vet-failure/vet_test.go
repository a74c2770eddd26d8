package vet

import (
	"fmt"
	"testing"
)

func TestVet(t *testing.T) {
	fmt.Printf("%d\n", "a text")
	t.Errorf("no verb", 1)
}
