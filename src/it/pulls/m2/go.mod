module example.com/m2

go 1.26
