package main

import (
	"embed"
	"io/fs"
)

//go:embed data
var data embed.FS

func main() {
	fs.WalkDir(data, ".", func(path string, entry fs.DirEntry, _ error) error {
		if !entry.IsDir() {
			text, _ := data.ReadFile(path)
			print(path, " ", string(text))
		}
		return nil
	})
	println(word, other())
}
