// Package order knows what an order is and where orders are kept.
package order

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Order is one customer's order of one article.
type Order struct {
	ID       string    `json:"id"`
	Customer string    `json:"customer"`
	Article  string    `json:"article"`
	Quantity int       `json:"quantity"`
	Created  time.Time `json:"created"`
}

// Store keeps orders.
type Store interface {
	Add(ctx context.Context, o Order) error
	// List returns all orders, the oldest first; never nil.
	List(ctx context.Context) ([]Order, error)
	Ping(ctx context.Context) error
	Close()
}

// ErrInvalid is wrapped by every error that New returns.
var ErrInvalid = errors.New("invalid order")

// New checks the input of a customer and makes an order of it.
func New(customer, article string, quantity int) (Order, error) {
	customer, article = strings.TrimSpace(customer), strings.TrimSpace(article)
	switch {
	case customer == "":
		return Order{}, fmt.Errorf("%w: customer is missing", ErrInvalid)
	case article == "":
		return Order{}, fmt.Errorf("%w: article is missing", ErrInvalid)
	case quantity < 1 || quantity > 1000:
		return Order{}, fmt.Errorf("%w: quantity %d is not between 1 and 1000", ErrInvalid, quantity)
	}
	return Order{
		ID:       uuid.NewString(),
		Customer: customer,
		Article:  article,
		Quantity: quantity,
		Created:  time.Now().UTC().Truncate(time.Microsecond),
	}, nil
}
