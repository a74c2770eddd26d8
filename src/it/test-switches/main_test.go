package main

import (
	"os"
	"strings"
	"testing"
)

func TestEnvironment(t *testing.T) {
	t.Log("greeting", os.Getenv("GREETING"), "arguments", strings.Join(os.Args[1:], " "))
}

func TestShort(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	t.Error("not short")
}

func TestA(t *testing.T) {}
func TestB(t *testing.T) {}
func TestC(t *testing.T) {}
func TestD(t *testing.T) {}
