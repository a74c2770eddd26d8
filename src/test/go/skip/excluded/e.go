package excluded

func E() {}
