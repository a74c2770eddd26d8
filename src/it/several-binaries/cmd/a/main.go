package main

func main() { println("this is a") }
