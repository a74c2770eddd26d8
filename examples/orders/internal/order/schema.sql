CREATE TABLE IF NOT EXISTS orders (
    id       uuid PRIMARY KEY,
    customer text NOT NULL,
    article  text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    created  timestamptz NOT NULL
);
