package greet

const Word = "hello"
