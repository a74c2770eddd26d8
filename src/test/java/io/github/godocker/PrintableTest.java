package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void replacesWhatAConsoleWouldObey() {
        assertThat(Printable.text("a\0b\u0007c\bd\u007fe\u009bf")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
        assertThat(Printable.text("\u001b]0;title\u0007")).isEqualTo("\uFFFD]0;title\uFFFD");
        assertThat(Printable.text("\u001b[2Jgone")).isEqualTo("\uFFFD[2Jgone");
        assertThat(Printable.text("done\rgone")).isEqualTo("done\uFFFDgone");
        assertThat(Printable.text("\u001b")).isEqualTo("\uFFFD");
    }

    @Test
    void keepsColorsTabsAndLines() {
        String text = "\u001b[1;31mFAIL\u001b[0m\tgrün 日本 🎉\nnext";
        assertThat(Printable.text(text)).isSameAs(text);
        assertThat(Printable.text("a line of Windows\r\nanother\r")).isEqualTo("a line of Windows\nanother");
    }

    @Test
    void aNameIsOneLineInTheOrderInWhichItIsWritten() {
        assertThat(Printable.name("grün 日本 🎉.txt")).isEqualTo("grün 日本 🎉.txt");
        assertThat(Printable.name("a\n[INFO] b\u001b[31m\t")).isEqualTo("a\uFFFD[INFO] b\uFFFD[31m\uFFFD");
        assertThat(Printable.name("a\u202Egpj.exe\u2028\uD800")).isEqualTo("a\uFFFDgpj.exe\uFFFD\uFFFD");
    }
}
