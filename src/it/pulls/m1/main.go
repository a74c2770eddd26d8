package main

func main() { println("m1") }
