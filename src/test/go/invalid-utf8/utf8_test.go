package utf8

import (
	"fmt"
	"os"
	"testing"
)

func TestBytes(t *testing.T) {
	os.Stdout.Write([]byte("latin1 \xe4\xf6\xfc, half a rune \xe2\x82\n"))
	os.Stdout.Write([]byte{'n', 'u', 'l', ' ', 0, ' ', 'b', 'e', 'l', ' ', 7, ' ', 'e', 's', 'c', ' ', 27, '[', '0', 'm', ' ', 0xff, 0xfe, '\n'})
	t.Logf("logged \xff and \x01")
	fmt.Println("noncharacters \ufffe \uffff, beyond the BMP \U0001F600, a separator \u2028, a BOM \ufeff, CDATA ]]> <x> &amp;")
	os.Stdout.Write([]byte("a surrogate \xed\xa0\x80 alone\n"))
}

func TestFails(t *testing.T) {
	t.Errorf("got %s\x00, want \x0b ]]> é 日本 \U0001F680", "\xc3\x28")
}

func TestName(t *testing.T) {
	t.Run("\xff\x00 bytes ]]>", func(t *testing.T) {})
}
