// Package stock knows how many of each article there are: PostgreSQL keeps
// the numbers, Redis remembers for a minute what was asked for.
package stock

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"
)

//go:embed schema.sql
var schema string

// ErrUnknown is the answer for an article that nobody has stored.
var ErrUnknown = errors.New("unknown article")

const remembered = time.Minute

// Store is the stock.
type Store struct {
	database *pgxpool.Pool
	cache    *redis.Client
}

// Open connects to both and creates the table if it is missing.
func Open(ctx context.Context, databaseURL, cacheURL string) (*Store, error) {
	options, err := redis.ParseURL(cacheURL)
	if err != nil {
		return nil, fmt.Errorf("the address of the cache: %w", err)
	}
	database, err := pgxpool.New(ctx, databaseURL)
	if err != nil {
		return nil, err
	}
	s := &Store{database: database, cache: redis.NewClient(options)}
	if _, err := database.Exec(ctx, schema); err != nil {
		s.Close()
		return nil, fmt.Errorf("create the table: %w", err)
	}
	return s, nil
}

// Quantity tells how many of an article there are, and whether the cache knew.
func (s *Store) Quantity(ctx context.Context, article string) (quantity int, cached bool, err error) {
	quantity, err = s.cache.Get(ctx, key(article)).Int()
	if err == nil {
		return quantity, true, nil
	}
	if !errors.Is(err, redis.Nil) {
		return 0, false, fmt.Errorf("ask the cache: %w", err)
	}
	err = s.database.QueryRow(ctx, `SELECT quantity FROM articles WHERE name = $1`, article).Scan(&quantity)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, fmt.Errorf("%w %s", ErrUnknown, strconv.Quote(article))
	}
	if err != nil {
		return 0, false, fmt.Errorf("ask the database: %w", err)
	}
	if err := s.cache.Set(ctx, key(article), quantity, remembered).Err(); err != nil {
		return 0, false, fmt.Errorf("fill the cache: %w", err)
	}
	return quantity, false, nil
}

// Put stores how many of an article there are.
func (s *Store) Put(ctx context.Context, article string, quantity int) error {
	_, err := s.database.Exec(ctx,
		`INSERT INTO articles (name, quantity) VALUES ($1, $2)
		 ON CONFLICT (name) DO UPDATE SET quantity = excluded.quantity`, article, quantity)
	if err != nil {
		return fmt.Errorf("write to the database: %w", err)
	}
	if err := s.cache.Del(ctx, key(article)).Err(); err != nil {
		return fmt.Errorf("clear the cache: %w", err)
	}
	return nil
}

// Ping tells whether both answer.
func (s *Store) Ping(ctx context.Context) error {
	return errors.Join(s.database.Ping(ctx), s.cache.Ping(ctx).Err())
}

// Close ends all connections.
func (s *Store) Close() {
	s.database.Close()
	_ = s.cache.Close()
}

func key(article string) string { return "stock:" + article }
