package notests

func N() {}
