module example.com/shown

go 1.25
