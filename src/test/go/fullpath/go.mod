module example.com/fullpath

go 1.25
