package vetted

import "fmt"

func Print() {
	fmt.Printf("%d\n", "a text")
}
