package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOnlyNeededLogins(t *testing.T) {
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	netrc, err := os.ReadFile(filepath.Join(home, ".netrc"))
	if err != nil {
		t.Fatal(err)
	}
	for _, needed := range []string{"machine scm.corp.test login joe", "machine proxy.corp.test:8444 login bot"} {
		if !strings.Contains(string(netrc), needed) {
			t.Errorf("no %q", needed)
		}
	}
	if strings.Contains(string(netrc), "nexus") {
		t.Error("the login of another server")
	}
}
