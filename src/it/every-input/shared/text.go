package x

const text = "text1"
