package main

import (
	_ "embed"

	"example.com/copied/target/generated"
)

//go:embed text.txt
var text string

//go:embed target/classes/embedded.txt
var embedded string

//go:embed node_modules/lib/*p.js
var script string

func main() { print(generated.Text, " ", linked, " ", embedded, " ", script, " ", text) }
