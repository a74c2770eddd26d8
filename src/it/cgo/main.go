package main

/*
#include <stdio.h>
#include <gnu/libc-version.h>

static int twice(int x) { return 2 * x; }
*/
import "C"

import (
	"net"
	"os/user"
)

func main() {
	// Both have C code of their own, which looks up names by libraries that scratch does not have.
	_, err := net.LookupHost("localhost")
	_, unknown := user.Lookup("nobody-of-that-name")
	println(C.twice(21), len(C.GoString(C.gnu_get_libc_version())) > 0, err == nil, unknown != nil)
}
