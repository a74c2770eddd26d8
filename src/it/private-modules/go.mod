module example.com/private-modules

go 1.26

require (
	corp.test/lib v1.0.0
	filed.test/lib v1.0.0
	proxied.test/lib v1.0.0
)
