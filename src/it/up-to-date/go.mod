module example.com/uptodate

go 1.26
