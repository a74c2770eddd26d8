module git.corp.example/lib

go 1.26
