module example.com/doctor

go 1.26
