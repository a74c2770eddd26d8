package executions

// Keep is what the unit test covers, Fetch what the other one does.
func Keep() int { return 1 }

func Fetch() int { return 2 }
