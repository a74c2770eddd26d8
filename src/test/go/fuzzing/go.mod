module example.com/fuzzing

go 1.25
