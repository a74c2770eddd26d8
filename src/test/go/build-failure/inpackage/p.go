package inpackage

func P() int {
	unused := 1
	return undefined
}
