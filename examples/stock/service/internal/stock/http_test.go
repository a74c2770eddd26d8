package stock

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

type shelf map[string]int

func (s shelf) Quantity(_ context.Context, article string) (int, bool, error) {
	quantity, known := s[article]
	if !known {
		return 0, false, fmt.Errorf("%w %s", ErrUnknown, article)
	}
	return quantity, false, nil
}

func (s shelf) Put(_ context.Context, article string, quantity int) error {
	s[article] = quantity
	return nil
}

func (s shelf) Ping(context.Context) error { return nil }

func TestHandler(t *testing.T) {
	handler := Handler(shelf{"cup": 3})
	tests := []struct {
		name, method, path, body string
		status                   int
		answer                   string
	}{
		{"known", "GET", "/articles/cup", "", http.StatusOK, `{"quantity":3}`},
		{"unknown", "GET", "/articles/pot", "", http.StatusNotFound, "unknown article pot"},
		{"no JSON", "PUT", "/articles/cup", "four", http.StatusBadRequest, "invalid character"},
		{"below 0", "PUT", "/articles/cup", `{"quantity":-1}`, http.StatusUnprocessableEntity, "below 0"},
		{"stored", "PUT", "/articles/cup", `{"quantity":4}`, http.StatusNoContent, ""},
		{"read again", "GET", "/articles/cup", "", http.StatusOK, `{"quantity":4}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, httptest.NewRequest(tt.method, tt.path, strings.NewReader(tt.body)))
			if answer.Code != tt.status || !strings.Contains(answer.Body.String(), tt.answer) {
				t.Errorf("got %d %s", answer.Code, answer.Body)
			}
		})
	}
}
