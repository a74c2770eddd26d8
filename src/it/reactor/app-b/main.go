package main

import "example.com/lib"

func main() { println("b with", lib.Name()) }
