module example.com/it-links

go 1.26
