module example.com/setup-failure

go 1.25
