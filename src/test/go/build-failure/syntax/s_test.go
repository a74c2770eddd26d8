package syntax

import "testing"

func TestS(t *testing.T) {
	if {
}
