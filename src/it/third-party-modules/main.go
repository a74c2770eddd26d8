package main

import (
	"fmt"
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

func main() {
	router := chi.NewRouter()
	router.Get("/names/{name}", func(w http.ResponseWriter, r *http.Request) {
		id := uuid.NewSHA1(uuid.NameSpaceDNS, []byte(chi.URLParam(r, "name")))
		fmt.Fprintln(w, os.Getenv("GREETING"), id)
	})
	if err := http.ListenAndServe(":8080", router); err != nil {
		panic(err)
	}
}
