//go:build !integration

package executions

import "testing"

func TestKeep(t *testing.T) {
	if Keep() != 1 {
		t.Fatal("lost")
	}
}
