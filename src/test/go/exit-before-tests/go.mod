module example.com/exit-before-tests

go 1.25
