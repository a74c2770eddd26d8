module example.com/unknown-flag

go 1.25
