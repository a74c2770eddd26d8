module example.com/odd-names

go 1.25
