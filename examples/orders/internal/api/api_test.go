package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/zap"

	"example.com/orders/internal/order"
)

func request(t *testing.T, h http.Handler, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body)))
	return w
}

func TestOrdersAreTakenAndListed(t *testing.T) {
	h := New(order.NewMemory(), zap.NewNop(), "1.2.3")

	if w := request(t, h, "GET", "/orders", ""); w.Code != 200 || strings.TrimSpace(w.Body.String()) != "[]" {
		t.Fatalf("empty store: %d %s", w.Code, w.Body)
	}
	w := request(t, h, "POST", "/orders", `{"customer":"Ada","article":"teapot","quantity":2}`)
	if w.Code != http.StatusCreated {
		t.Fatalf("post: %d %s", w.Code, w.Body)
	}

	var orders []order.Order
	w = request(t, h, "GET", "/orders", "")
	if err := json.Unmarshal(w.Body.Bytes(), &orders); err != nil {
		t.Fatal(err)
	}
	if len(orders) != 1 || orders[0].Customer != "Ada" || orders[0].Quantity != 2 {
		t.Errorf("got %+v", orders)
	}
	if w := request(t, h, "GET", "/metrics", ""); !strings.Contains(w.Body.String(), "orders_total 1") {
		t.Errorf("metrics do not count the order:\n%s", w.Body)
	}
}

func TestBadOrdersAreRefused(t *testing.T) {
	h := New(order.NewMemory(), zap.NewNop(), "")
	tests := map[string]struct {
		body   string
		status int
	}{
		"no JSON":       {"teapot", http.StatusBadRequest},
		"unknown field": {`{"colour":"red"}`, http.StatusBadRequest},
		"incomplete":    {`{"customer":"Ada"}`, http.StatusUnprocessableEntity},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if w := request(t, h, "POST", "/orders", tt.body); w.Code != tt.status {
				t.Errorf("got %d %s, want %d", w.Code, w.Body, tt.status)
			}
		})
	}
}

func TestVersion(t *testing.T) {
	w := request(t, New(order.NewMemory(), zap.NewNop(), "1.2.3"), "GET", "/version", "")
	if !strings.Contains(w.Body.String(), `"1.2.3"`) {
		t.Errorf("got %s", w.Body)
	}
}

type broken struct{ order.Store }

func (broken) Ping(context.Context) error { return errors.New("password of the database is wrong") }

func TestHealth(t *testing.T) {
	if w := request(t, New(order.NewMemory(), zap.NewNop(), ""), "GET", "/healthz", ""); w.Code != 200 {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	w := request(t, New(broken{}, zap.NewNop(), ""), "GET", "/healthz", "")
	if w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "password") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}
