package it;

import org.junit.jupiter.api.Test;

class HelloTest {
    @Test
    void java() {
        new Hello();
    }
}
