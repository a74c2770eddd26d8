package deep

import "testing"

func TestDeep(t *testing.T) {
	t.Log("level 0")
	t.Run("one", func(t *testing.T) {
		t.Log("level 1")
		t.Run("two", func(t *testing.T) {
			t.Log("level 2")
			t.Run("three", func(t *testing.T) {
				t.Log("level 3")
				t.Error("deep failure")
			})
			t.Run("three-good", func(t *testing.T) {})
		})
		t.Run("two-good", func(t *testing.T) {})
	})
	t.Run("one-skipped", func(t *testing.T) {
		t.Run("two", func(t *testing.T) { t.Skip("deep skip") })
	})
}
