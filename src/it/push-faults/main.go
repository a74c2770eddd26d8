package main

func main() { println("faults") }
