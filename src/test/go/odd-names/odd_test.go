package odd

import "testing"

func TestNames(t *testing.T) {
	for _, name := range []string{
		"with spaces", "with/slash", "umlaut äöü 日本", `"double" 'single'`, "same", "same", "same", "", "",
		"<xml> & ]]>", "tab\there", "new\nline", "back\\slash", "a.b.c", "100%", "/", "a//b", "=", "x=1,y=2", "\u200b",
		"😀", "(0.00s)", "very long " + long, "#01", "dots...", "trailing ",
	} {
		t.Run(name, func(t *testing.T) {
			t.Log(name)
		})
	}
	t.Run("fails with/every thing <&>", func(t *testing.T) { t.Error("failed") })
}

const long = "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789"

func TestÜmlaut(t *testing.T) {}

func Test(t *testing.T) {}

func Test_underscore(t *testing.T) {}
