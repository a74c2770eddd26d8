package intest

func T() int { return 1 }
