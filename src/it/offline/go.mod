module example.com/offline

go 1.26
