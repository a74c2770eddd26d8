package main

func main() { println("m3") }
