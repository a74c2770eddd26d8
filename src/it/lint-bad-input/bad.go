// Package badinput has something to find.
package badinput

import "fmt"

// Print prints wrongly.
func Print(n int) { fmt.Printf("%s\n", n) }
