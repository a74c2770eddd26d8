package outside

import "fmt"

func Print() {
	fmt.Printf("%d\n", "a text")
}
