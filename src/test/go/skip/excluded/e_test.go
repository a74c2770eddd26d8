//go:build integration

package excluded

import "testing"

func TestE(t *testing.T) {}
