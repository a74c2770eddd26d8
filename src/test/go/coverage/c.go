package coverage

func Half(n int) string {
	if n%2 == 0 {
		return "even"
	}
	return "odd"
}
