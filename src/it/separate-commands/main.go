package main

func main() { println("one command at a time") }
