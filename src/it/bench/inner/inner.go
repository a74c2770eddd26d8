package inner

func Bytes(n int) []byte { return make([]byte, n) }
