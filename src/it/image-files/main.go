// Command imagefiles reads what its image holds.
package main

import (
	"fmt"
	"os"
)

func main() {
	for _, name := range []string{"/etc/app/config.yaml", "/srv/static/link.css"} {
		text, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		fmt.Print(string(text))
	}
	fmt.Println(os.WriteFile("/var/lib/app/new", nil, 0o600), os.WriteFile("/tmp/new", nil, 0o600))
	_, _ = os.ReadFile("templates/hello.html")
}
