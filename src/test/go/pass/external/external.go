package external

const Word = "word"
