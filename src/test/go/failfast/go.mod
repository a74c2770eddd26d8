module example.com/failfast

go 1.25
