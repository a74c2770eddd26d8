// Counts from two goroutines, and stays if it is told so.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	n := 0
	done := make(chan bool)
	go func() {
		n++
		done <- true
	}()
	n++
	<-done
	fmt.Println("counted")
	if len(os.Args) > 1 && os.Args[1] == "stay" {
		time.Sleep(time.Hour)
	}
}
