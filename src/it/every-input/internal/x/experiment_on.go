//go:build goexperiment.arenas

package x

const experiment = "arenas"
