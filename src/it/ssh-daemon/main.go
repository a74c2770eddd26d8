package main

func main() { println("over ssh") }
