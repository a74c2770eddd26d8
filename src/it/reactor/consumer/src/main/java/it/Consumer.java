package it;

public class Consumer extends Greeting {}
