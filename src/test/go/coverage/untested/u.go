package untested

func U() int { return 1 }
