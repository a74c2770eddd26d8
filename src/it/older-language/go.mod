module example.com/older-language

go 1.15
