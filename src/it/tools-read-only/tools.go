package tools

func One() int { return 1 }
