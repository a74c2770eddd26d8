package web

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed node_modules/lib/dist/*.js templates pages/[a-c]*.css
var files embed.FS

// Text is all that is embedded.
func Text() string {
	var all []string
	fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if !entry.IsDir() {
			content, _ := files.ReadFile(path)
			all = append(all, strings.TrimSpace(string(content)))
		}
		return err
	})
	return strings.Join(all, " ")
}
