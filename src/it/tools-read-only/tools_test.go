package tools

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// What a test of a hostile project would do: leave a program of its own where linters are started from.
func TestPlantsAProgram(t *testing.T) {
	const tools = "/cache/tools"
	if err := syscall.Mount("", tools, "", syscall.MS_REMOUNT|syscall.MS_BIND, ""); err == nil {
		t.Error("the volume became writable")
	}
	var found []string
	err := filepath.WalkDir(tools+"/bin", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if os.WriteFile(filepath.Join(path, "planted"), nil, 0o755) == nil {
				t.Error("planted a file in", path)
			}
			return nil
		}
		found = append(found, entry.Name())
		if file, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
			file.Close()
			t.Error("opened for writing:", path)
		}
		if os.Rename(path, path+".old") == nil || os.Remove(path) == nil {
			t.Error("took away", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(found, "staticcheck") || !slices.Contains(found, "benchstat") {
		t.Error("the tools are not where they are looked for:", found)
	}
}

func BenchmarkOne(b *testing.B) {
	for b.Loop() {
		One()
	}
}
