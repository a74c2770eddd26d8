package inner

import "testing"

func TestFails(t *testing.T) {
	t.Log("logged")
	t.Run("sub", func(t *testing.T) { t.Errorf("one\ntwo") })
	t.Skip("not reached as a skip")
}

func TestSkips(t *testing.T) { t.Skip("for a reason") }
