module example.com/ownuser

go 1.26
