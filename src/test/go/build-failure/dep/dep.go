package dep

func Dep() string { return 42 }
