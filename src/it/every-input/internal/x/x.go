package x

func Text() string { return text + ", " + size + ", " + experiment }
