module example.com/build-failure

go 1.25
