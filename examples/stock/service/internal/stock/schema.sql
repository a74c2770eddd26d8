CREATE TABLE IF NOT EXISTS articles (
    name     text PRIMARY KEY,
    quantity integer NOT NULL CHECK (quantity >= 0)
);
