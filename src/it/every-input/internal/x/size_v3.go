//go:build amd64.v3

package x

const size = "v3"
