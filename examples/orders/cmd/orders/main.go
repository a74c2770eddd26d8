// Orders is a small HTTP service that takes and lists orders.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"go.uber.org/zap"

	"example.com/orders/internal/api"
	"example.com/orders/internal/order"
	"example.com/orders/internal/telemetry"
)

// version is set by the build: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() {
	log, err := zap.NewProduction(zap.Fields(zap.String("version", version)))
	if err != nil {
		fmt.Fprintln(os.Stderr, "orders: no logger:", err)
		os.Exit(1)
	}
	if err := run(log); err != nil {
		log.Error("stopped", zap.Error(err))
		_ = log.Sync()
		os.Exit(1)
	}
	_ = log.Sync()
}

func run(log *zap.Logger) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	flush, err := telemetry.Start(ctx, "orders", version)
	if err != nil {
		return fmt.Errorf("start tracing: %w", err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := flush(ctx); err != nil {
			log.Warn("traces were lost", zap.Error(err))
		}
	}()

	store, err := openStore(ctx, log)
	if err != nil {
		return err
	}
	defer store.Close()

	server := &http.Server{
		Addr:              net.JoinHostPort("", getenv("PORT", "8080")),
		Handler:           api.New(store, log, version),
		ReadHeaderTimeout: 5 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Info("listening", zap.String("address", server.Addr))

	select {
	case err := <-failed:
		return fmt.Errorf("serve %s: %w", server.Addr, err)
	case <-ctx.Done():
	}
	log.Info("shutting down")
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("shut down: %w", err)
	}
	return nil
}

// openStore connects to PostgreSQL where DATABASE_URL names one; otherwise
// the orders live in memory.
func openStore(ctx context.Context, log *zap.Logger) (order.Store, error) {
	url := os.Getenv("DATABASE_URL")
	if url == "" {
		log.Info("orders are kept in memory; set DATABASE_URL to keep them")
		return order.NewMemory(), nil
	}
	store, err := order.OpenPostgres(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return store, nil
}

func getenv(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}
