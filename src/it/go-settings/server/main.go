// Prints how it was built.
package main

import (
	"fmt"
	"runtime/debug"
)

var version, text string
var features []string

func main() {
	fmt.Println(version, text, features)
	info, _ := debug.ReadBuildInfo()
	for _, setting := range info.Settings {
		fmt.Println(setting.Key + "=" + setting.Value)
	}
}
