// A service that fails in the way that it is told.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func main() {
	fmt.Println("started")
	switch os.Args[1] {
	case "memory":
		var all [][]byte
		for {
			more := make([]byte, 1<<20)
			for i := range more {
				more[i] = 1
			}
			all = append(all, more)
		}
	case "deaf":
		signal.Ignore(syscall.SIGTERM)
	case "flood":
		// Numbered lines of 100 bytes, as fast as they are taken.
		count, _ := strconv.Atoi(os.Args[2])
		out := bufio.NewWriterSize(os.Stdout, 1<<16)
		for i := 0; i < count; i++ {
			fmt.Fprintf(out, "%09d %089d\n", i, 0)
		}
		out.Flush()
		return
	}
	fmt.Println("waiting")
	time.Sleep(time.Hour)
}
