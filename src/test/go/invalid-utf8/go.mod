module example.com/invalid-utf8

go 1.25
