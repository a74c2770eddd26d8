module example.com/count2

go 1.25
