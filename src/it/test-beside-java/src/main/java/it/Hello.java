package it;

public class Hello {}
