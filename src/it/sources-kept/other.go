package main

func other() string { return "first" }
