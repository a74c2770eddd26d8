package main

func main() { println("module 1") }
