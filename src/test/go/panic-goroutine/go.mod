module example.com/panic-goroutine

go 1.25
