package main

func main() { println("here") }
