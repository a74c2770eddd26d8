module example.com/instruments

go 1.26
