package main

/*
#include <stdio.h>
#include <gnu/libc-version.h>

static int twice(int x) { return 2 * x; }
*/
import "C"

func main() {
	println(C.twice(21), len(C.GoString(C.gnu_get_libc_version())) > 0)
}
