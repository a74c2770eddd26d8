package main

func main() { println("go in a jar project") }
