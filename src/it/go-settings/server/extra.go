//go:build extra && more

package main

func init() { features = append(features, "extra") }
