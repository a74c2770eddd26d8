package gen

func Answer() int { return 42 }
