// A service that works and waits, and shows it where its argument says.
package main

import (
	"fmt"
	"net/http"
	_ "net/http/pprof"
	"os"
	"strings"
	"time"
)

var kept [][]byte

func work(n int) int {
	sum := 0
	for i := range n {
		sum += len(strings.Repeat("x", i%100))
	}
	return sum
}

func wait(jobs chan int) {
	for range jobs {
	}
}

func main() {
	jobs := make(chan int)
	for range 20 {
		go wait(jobs)
	}
	go func() {
		for {
			work(20_000)
			time.Sleep(20 * time.Millisecond)
		}
	}()
	kept = append(kept, make([]byte, 5<<20))
	fmt.Println("ready")
	if len(os.Args) < 2 {
		select {}
	}
	fmt.Println(http.ListenAndServe(os.Args[1], nil))
}
