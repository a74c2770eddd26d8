package user2

import "example.com/build-failure/dep"

func U() string { return dep.Dep() }
