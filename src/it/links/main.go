package main

func main() {
	println("all is well")
}
