module example.com/imagefiles

go 1.26
