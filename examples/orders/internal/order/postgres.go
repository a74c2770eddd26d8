package order

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

//go:embed schema.sql
var schema string

// Postgres is a Store in a PostgreSQL database.
type Postgres struct {
	pool *pgxpool.Pool
}

// OpenPostgres connects to the database and creates the table if it is missing.
func OpenPostgres(ctx context.Context, url string) (*Postgres, error) {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return nil, err
	}
	if _, err := pool.Exec(ctx, schema); err != nil {
		pool.Close()
		return nil, fmt.Errorf("create the schema: %w", err)
	}
	return &Postgres{pool: pool}, nil
}

func (p *Postgres) Add(ctx context.Context, o Order) error {
	_, err := p.pool.Exec(ctx,
		`INSERT INTO orders (id, customer, article, quantity, created) VALUES ($1, $2, $3, $4, $5)`,
		o.ID, o.Customer, o.Article, o.Quantity, o.Created)
	return err
}

func (p *Postgres) List(ctx context.Context) ([]Order, error) {
	rows, err := p.pool.Query(ctx,
		`SELECT id::text, customer, article, quantity, created FROM orders ORDER BY created, id`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Order])
}

func (p *Postgres) Ping(ctx context.Context) error { return p.pool.Ping(ctx) }

func (p *Postgres) Close() { p.pool.Close() }
