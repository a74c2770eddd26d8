//go:build integration

package executions

import "testing"

func TestFetch(t *testing.T) {
	if Fetch() != 2 {
		t.Fatal("lost")
	}
}
