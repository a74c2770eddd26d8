package it;

public class Hello {
    public static void main(String[] arguments) {
        System.out.println("java in the same project");
    }
}
