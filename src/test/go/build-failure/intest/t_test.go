package intest

import "testing"

func TestT(t *testing.T) {
	var s string = T()
	missing(s)
}
