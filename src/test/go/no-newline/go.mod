module example.com/no-newline

go 1.25
