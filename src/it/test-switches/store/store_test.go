package store

import "testing"

func TestOpen(t *testing.T) {}

func TestFails(t *testing.T) { t.Error("not selected in most runs") }
