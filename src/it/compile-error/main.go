package main

import "example.com/broken/inner"

func main() {
	inner.Greet()
}
