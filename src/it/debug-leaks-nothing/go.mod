module example.com/debug

go 1.26

require git.corp.example/lib v0.0.0

replace git.corp.example/lib => ./lib
