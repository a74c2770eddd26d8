package io.github.godocker.go;

/** Whether go compiles C code, and where the program then has its C library from. */
public enum Cgo {
    /** No C code. */
    OFF,
    /** The C library is that of the system which runs the program. */
    DYNAMIC,
    /** The C library becomes part of the program. */
    STATIC
}
