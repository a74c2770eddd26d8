package main

func main() { println("deployed") }
