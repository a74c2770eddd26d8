package external_test

import (
	"testing"

	"example.com/pass/external"
)

func TestExternal(t *testing.T) {
	if external.Word != "word" {
		t.Fatal(external.Word)
	}
}
