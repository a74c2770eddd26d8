// Package golangci has what only its own configuration objects to.
package golangci

import "errors"

// ErrBad is badly written.
var ErrBad = errors.New("bad: langauge")
