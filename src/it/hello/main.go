// Prints what a program finds in its image.
package main

import (
	"crypto/x509"
	"fmt"
	"os"
	"time"
)

var version = "none"

func main() {
	fmt.Println("version", version)
	fmt.Println("user", os.Getuid(), os.Getgid())
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		fmt.Println("zone", err)
	} else {
		fmt.Println("zone", time.Unix(0, 0).In(zone).Format(time.RFC3339))
	}
	pool, err := x509.SystemCertPool()
	fmt.Println("certificates", err == nil && len(pool.Subjects()) > 50)
	fmt.Println("tmp", os.WriteFile("/tmp/x", []byte("x"), 0o600))
	fmt.Println("outside tmp", os.WriteFile("/x", []byte("x"), 0o600) != nil)
	home, _ := os.UserHomeDir()
	fmt.Println("arguments", os.Args[1:], "home", home)
}
