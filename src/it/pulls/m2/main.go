package main

func main() { println("m2") }
