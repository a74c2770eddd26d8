//go:build !goexperiment.arenas

package x

const experiment = "no arenas"
