module example.com/panic-nil-map

go 1.25
