package stock

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
)

// keeper is what the handler asks: a Store, and in unit tests a map.
type keeper interface {
	Quantity(ctx context.Context, article string) (quantity int, cached bool, err error)
	Put(ctx context.Context, article string, quantity int) error
	Ping(ctx context.Context) error
}

type content struct {
	Quantity int `json:"quantity"`
}

// Handler is the HTTP face of the stock.
func Handler(stock keeper) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, r *http.Request) {
		if err := stock.Ping(r.Context()); err != nil {
			fail(w, r, err)
			return
		}
		_, _ = w.Write([]byte("fine\n"))
	})
	mux.HandleFunc("GET /articles/{article}", func(w http.ResponseWriter, r *http.Request) {
		quantity, cached, err := stock.Quantity(r.Context(), r.PathValue("article"))
		if errors.Is(err, ErrUnknown) {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		if err != nil {
			fail(w, r, err)
			return
		}
		w.Header().Set("X-Cache", map[bool]string{true: "hit", false: "miss"}[cached])
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(content{quantity})
	})
	mux.HandleFunc("PUT /articles/{article}", func(w http.ResponseWriter, r *http.Request) {
		var in content
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&in); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if in.Quantity < 0 {
			http.Error(w, "quantity is below 0", http.StatusUnprocessableEntity)
			return
		}
		if err := stock.Put(r.Context(), r.PathValue("article"), in.Quantity); err != nil {
			fail(w, r, err)
			return
		}
		slog.Info("stored", "article", r.PathValue("article"), "quantity", in.Quantity)
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}

// fail keeps the words of our own failures for the log.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	slog.Error("request failed", "path", r.URL.Path, "error", err)
	http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
}
