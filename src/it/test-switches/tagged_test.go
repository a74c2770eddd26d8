//go:build integration

package main

import "testing"

func TestTagged(t *testing.T) {}
