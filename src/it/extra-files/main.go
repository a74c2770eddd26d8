package main

import (
	"os"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "health" {
		return
	}
	text, err := os.ReadFile("/etc/app/app.properties")
	if err != nil {
		panic(err)
	}
	println(string(text))
	if len(os.Args) > 1 && os.Args[1] == "wait" {
		time.Sleep(time.Minute)
	}
}
