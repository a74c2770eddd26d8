package main

import (
	"fmt"

	"example.com/inputs/internal/x"
	"example.com/inputs/target/generated"
	"example.com/inputs/web"
)

func main() { fmt.Println(x.Text(), generated.Text, web.Text()) }
