package user1

import "example.com/build-failure/dep"

func U() string { return dep.Dep() }
