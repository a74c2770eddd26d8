module example.com/older

go 1.26.1
