package shop

// Price is what so many pieces cost.
func Price(pieces int, express bool) int {
	price := 3 * pieces
	if express {
		price += 10
	}
	if pieces > 100 {
		price -= pieces
	}
	return price
}

func Never() string {
	return "never called"
}
