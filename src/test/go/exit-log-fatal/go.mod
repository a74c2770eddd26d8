module example.com/exit-log-fatal

go 1.25
