package a

import "example.com/setup-failure/cycle/b"

func A() { b.B() }
