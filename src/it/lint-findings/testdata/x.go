package  x
