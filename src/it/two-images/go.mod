module example.com/it-two-images

go 1.26
