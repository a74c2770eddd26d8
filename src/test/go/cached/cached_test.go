package cached

import "testing"

func TestOne(t *testing.T) { t.Log("logged once") }

func TestSkips(t *testing.T) { t.Skip("cached, too") }
