// Package passes has no main package.
package passes

import "strings"

func unused() {}

// Upper is clean.
func Upper(text string) string { return strings.ToUpper(text) }
