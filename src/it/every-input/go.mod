module example.com/inputs

go 1.26
