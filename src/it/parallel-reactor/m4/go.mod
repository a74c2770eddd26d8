module example.com/m4

go 1.26
