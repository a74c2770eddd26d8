package main

import "github.com/google/uuid"

var word = "plain"

func main() { println(word, uuid.Nil.String()) }
