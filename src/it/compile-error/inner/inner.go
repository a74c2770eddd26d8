package inner

func Greet() {
	var unused int
	return undefined
}
