module corp.test/server

go 1.26
