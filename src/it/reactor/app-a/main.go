package main

import "example.com/lib"

func main() { println("a with", lib.Name()) }
