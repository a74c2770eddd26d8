package fuzz

import (
	"testing"
	"unicode/utf8"
)

func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

func FuzzReverse(f *testing.F) {
	f.Add("abc")
	f.Add("é")
	f.Fuzz(func(t *testing.T, s string) {
		if r := reverse(s); utf8.ValidString(s) && !utf8.ValidString(r) {
			t.Errorf("reverse(%q) = %q is invalid", s, r)
		}
	})
}

func FuzzGood(f *testing.F) {
	f.Add(1, "a")
	f.Fuzz(func(t *testing.T, n int, s string) {
		t.Log(n, s)
	})
}
