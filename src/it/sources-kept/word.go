package main

const word = "old"
