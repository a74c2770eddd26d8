package main

import (
	_ "github.com/go-chi/chi/v5"
	_ "github.com/google/uuid"
)

func main() {}
