package main

import "fmt"

// main prints 3 3 3: that is what go 1.15 means, whoever compiles it.
func main() {
	var all []func()
	for i := 0; i < 3; i++ {
		all = append(all, func() { fmt.Print(i, " ") })
	}
	for _, print := range all {
		print()
	}
}
