package order

import (
	"errors"
	"testing"
)

func TestNew(t *testing.T) {
	tests := []struct {
		name, customer, article string
		quantity                int
		valid                   bool
	}{
		{"complete", "Ada", "teapot", 2, true},
		{"trimmed", "  Ada ", "teapot\n", 1, true},
		{"no customer", " ", "teapot", 1, false},
		{"no article", "Ada", "", 1, false},
		{"nothing ordered", "Ada", "teapot", 0, false},
		{"far too many", "Ada", "teapot", 1001, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, err := New(tt.customer, tt.article, tt.quantity)
			if !tt.valid {
				if !errors.Is(err, ErrInvalid) {
					t.Fatalf("got %v, want ErrInvalid", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if o.Customer != "Ada" || o.Article != "teapot" || o.ID == "" || o.Created.IsZero() {
				t.Errorf("unexpected order %+v", o)
			}
		})
	}
}

func TestMemoryListsOldestFirst(t *testing.T) {
	store := NewMemory()
	for _, article := range []string{"teapot", "cup"} {
		o, err := New("Ada", article, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Add(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	orders, err := store.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(orders) != 2 || orders[0].Article != "teapot" || orders[1].Article != "cup" {
		t.Errorf("got %+v", orders)
	}
}
