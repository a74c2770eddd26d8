package order

import (
	"context"
	"slices"
	"sync"
)

// Memory is a Store that forgets everything when the process ends.
type Memory struct {
	mu     sync.RWMutex
	orders []Order
}

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{orders: []Order{}}
}

func (m *Memory) Add(_ context.Context, o Order) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.orders = append(m.orders, o)
	return nil
}

func (m *Memory) List(context.Context) ([]Order, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Clone(m.orders), nil
}

func (m *Memory) Ping(context.Context) error { return nil }

func (m *Memory) Close() {}
