//go:build flagged

package main

func init() { word = "flagged" }
