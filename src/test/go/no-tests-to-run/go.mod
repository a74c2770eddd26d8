module example.com/no-tests-to-run

go 1.25
