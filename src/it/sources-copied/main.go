package main

import _ "embed"

//go:embed text.txt
var text string

func main() { print(text) }
