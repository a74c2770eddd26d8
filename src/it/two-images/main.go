package main

var kind = "release"

func main() {
	println(kind)
}
