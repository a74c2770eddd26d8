// Package api is the HTTP face of the service.
package api

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.uber.org/zap"

	"example.com/orders/internal/order"
)

type api struct {
	store   order.Store
	log     *zap.Logger
	version string
	metrics *metrics
}

// New returns the handler of all endpoints.
func New(store order.Store, log *zap.Logger, version string) http.Handler {
	a := &api{store: store, log: log, version: version, metrics: newMetrics()}

	r := chi.NewRouter()
	r.Use(middleware.RequestID, middleware.Recoverer, a.metrics.observe)
	r.Get("/healthz", a.health)
	r.Get("/version", a.showVersion)
	r.Method(http.MethodGet, "/metrics", promhttp.HandlerFor(a.metrics.registry, promhttp.HandlerOpts{}))
	r.Route("/orders", func(r chi.Router) {
		r.Use(otelhttp.NewMiddleware("orders"))
		r.Get("/", a.listOrders)
		r.Post("/", a.addOrder)
	})
	return r
}

func (a *api) health(w http.ResponseWriter, r *http.Request) {
	if err := a.store.Ping(r.Context()); err != nil {
		a.fail(w, r, http.StatusServiceUnavailable, err)
		return
	}
	a.write(w, r, http.StatusOK, map[string]string{"status": "ok"})
}

func (a *api) showVersion(w http.ResponseWriter, r *http.Request) {
	a.write(w, r, http.StatusOK, map[string]string{"version": a.version})
}

func (a *api) listOrders(w http.ResponseWriter, r *http.Request) {
	orders, err := a.store.List(r.Context())
	if err != nil {
		a.fail(w, r, http.StatusInternalServerError, err)
		return
	}
	a.write(w, r, http.StatusOK, orders)
}

func (a *api) addOrder(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Customer string `json:"customer"`
		Article  string `json:"article"`
		Quantity int    `json:"quantity"`
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10))
	body.DisallowUnknownFields()
	if err := body.Decode(&in); err != nil {
		a.fail(w, r, http.StatusBadRequest, err)
		return
	}
	o, err := order.New(in.Customer, in.Article, in.Quantity)
	if errors.Is(err, order.ErrInvalid) {
		a.fail(w, r, http.StatusUnprocessableEntity, err)
		return
	}
	if err := a.store.Add(r.Context(), o); err != nil {
		a.fail(w, r, http.StatusInternalServerError, err)
		return
	}
	a.metrics.orders.Inc()
	a.log.Info("order taken", zap.String("id", o.ID), zap.String("article", o.Article), zap.Int("quantity", o.Quantity))
	a.write(w, r, http.StatusCreated, o)
}

// fail answers with an error; the words of our own failures stay in the log.
func (a *api) fail(w http.ResponseWriter, r *http.Request, status int, err error) {
	message := err.Error()
	if status >= http.StatusInternalServerError {
		a.log.Error("request failed", zap.String("path", r.URL.Path),
			zap.String("request", middleware.GetReqID(r.Context())), zap.Error(err))
		message = http.StatusText(status)
	}
	a.write(w, r, status, map[string]string{"error": message})
}

func (a *api) write(w http.ResponseWriter, r *http.Request, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		a.log.Warn("answer was cut off", zap.String("path", r.URL.Path), zap.Error(err))
	}
}
