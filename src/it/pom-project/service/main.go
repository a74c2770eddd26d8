package main

func main() { println("go in a pom project") }
