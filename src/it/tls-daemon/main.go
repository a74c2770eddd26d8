package main

func main() { println("over tls") }
