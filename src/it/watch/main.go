// A service that answers with what it was compiled from and what lies in its image.
package main

import (
	_ "embed"
	"fmt"
	"net/http"
	"os"
	"strings"
)

//go:embed page.txt
var page string

const version = "one"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		static, _ := os.ReadFile("/etc/app/static.txt")
		fmt.Fprint(w, strings.Join([]string{version, strings.TrimSpace(page), strings.TrimSpace(string(static))}, " "))
	})
	fmt.Println("this is", version)
	fmt.Println(http.ListenAndServe(":8080", nil))
}
