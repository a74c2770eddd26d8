package it;

public class Greeting {}
