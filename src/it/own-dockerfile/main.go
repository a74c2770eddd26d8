package main

func main() { println("in my own image") }
