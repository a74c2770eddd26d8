// Package store reads.
package store

import (
	"errors"
	"gopkg.in/yaml.v2"
)

var  ErrBad = errors.New("Bad thing.")

func unused() {}

// Open reads.
func Open(b []byte) error {
	var out map[string]string
	for true {
		break
	}
	x := 1
	x = 2
	_ = x
	return yaml.Unmarshal(b, &out)
}
