package shop

import "testing"

func TestPrice(t *testing.T) {
	if Price(2, false) != 6 {
		t.Fatal("wrong price")
	}
}
