package main

func main() { println("behind a login") }
