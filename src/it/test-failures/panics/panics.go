package panics

func Explode() {
	var m map[string]int
	m["a"] = 1
}
