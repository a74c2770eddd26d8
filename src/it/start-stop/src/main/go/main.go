// A service that is ready a moment after its start, and says how it runs.
package main

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// Tells whether this is a terminal, how large it is at the end, and that Ctrl-C is this program's.
func terminal() {
	var size [4]uint16
	window := func() bool {
		_, _, err := syscall.Syscall(syscall.SYS_IOCTL, 1, syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
		return err == 0
	}
	if !window() {
		fmt.Println("no terminal")
		return
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		for range signals {
			window()
			fmt.Println("interrupted at", size[0], size[1])
		}
	}()
	fmt.Println("reading")
}

func main() {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "exit":
			fmt.Println("nothing to do")
			fmt.Fprintln(os.Stderr, "bye")
			os.Exit(len(os.Args) - 1)
		case "read":
			terminal()
			lines := bufio.NewScanner(os.Stdin)
			for lines.Scan() {
				fmt.Printf("got %q\n", lines.Text())
				if lines.Text() == "end" {
					os.Exit(3)
				}
			}
			fmt.Println("no more")
			return
		case "ports":
			fmt.Println("waiting")
		}
	}
	begun := time.Now()
	http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) {
		if time.Since(begun) < 400*time.Millisecond {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "fine")
	})
	http.HandleFunc("/status", func(w http.ResponseWriter, r *http.Request) {
		status, _ := os.ReadFile("/proc/self/status")
		for _, line := range strings.Split(string(status), "\n") {
			if strings.HasPrefix(line, "CapBnd") || strings.HasPrefix(line, "NoNewPrivs") {
				fmt.Fprintln(w, line)
			}
		}
		fmt.Fprintln(w, "root:", os.WriteFile("/etc/x", nil, 0o600) != nil, "tmp:", os.WriteFile("/tmp/x", nil, 0o600) == nil)
		fmt.Fprintln(w, "greeting:", os.Getenv("GREETING"))
		if _, err := os.Stat("/run/config/application.properties"); err == nil {
			fmt.Fprintln(w, "config: mounted")
		}
	})
	http.HandleFunc("/peer", func(w http.ResponseWriter, r *http.Request) {
		answer, err := http.Get("http://peer:8080/health")
		if err != nil {
			fmt.Fprintln(w, err)
			return
		}
		fmt.Fprintln(w, answer.Status)
	})
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	go func() {
		<-ended
		fmt.Println("ended by SIGTERM")
		os.Exit(0)
	}()
	fmt.Println("first line")
	fmt.Println("listening on 8080")
	fmt.Println(http.ListenAndServe(":8080", nil))
}
