package main

func main() { println("mine") }
