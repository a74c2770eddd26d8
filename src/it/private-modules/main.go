package main

import (
	"fmt"

	corp "corp.test/lib"
	filed "filed.test/lib"
	proxied "proxied.test/lib"
)

func main() {
	fmt.Println(corp.From, filed.From, proxied.From)
}
