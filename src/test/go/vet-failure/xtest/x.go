package xtest

func Text() string { return "a text" }
