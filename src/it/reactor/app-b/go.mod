module example.com/app-b

go 1.26

require example.com/lib v0.0.0
