module example.com/executions

go 1.26
