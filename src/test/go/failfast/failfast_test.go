package failfast

import "testing"

func TestOne(t *testing.T)   {}
func TestTwo(t *testing.T)   { t.Error("two") }
func TestThree(t *testing.T) {}
