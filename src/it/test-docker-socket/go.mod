module example.com/socket

go 1.26
