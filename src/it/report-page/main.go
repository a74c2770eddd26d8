package main

import (
	"fmt"

	"example.com/reported/store"
)

func main() {
	fmt.Println(store.Half(4))
}
