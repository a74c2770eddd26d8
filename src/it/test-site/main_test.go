package main

import "testing"

func TestGood(t *testing.T) { t.Run("with <parts>", func(t *testing.T) {}) }

func TestBad(t *testing.T) { t.Error("a reason that the page shows") }

func TestLater(t *testing.T) { t.Skip("not yet") }
