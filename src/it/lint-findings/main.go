package main

import (
	"fmt"

	"example.com/findings/store"
)

func main() {
	fmt.Printf("%d\n", "text")
	if err := store.Open([]byte("a: 1")); err != nil {
		fmt.Println(err)
	}
}
