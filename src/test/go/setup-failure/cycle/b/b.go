package b

import "example.com/setup-failure/cycle/a"

func B() { a.A() }
