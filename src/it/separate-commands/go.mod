module example.com/separate

go 1.26
