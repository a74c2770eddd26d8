package main

func main() { println("build 0") }
