package main

func main() { println("older") }
