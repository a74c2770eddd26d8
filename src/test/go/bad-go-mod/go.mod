module example.com/bad-go-mod

go 1.25

require nonsense
