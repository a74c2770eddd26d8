package main

import "git.corp.example/lib"

func main() { println(lib.Name()) }
