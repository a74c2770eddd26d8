module example.com/findings

go 1.26

require (
	golang.org/x/mod v0.20.0
	gopkg.in/yaml.v2 v2.2.1
)
