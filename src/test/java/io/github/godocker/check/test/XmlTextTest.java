package io.github.godocker.check.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlTextTest {
    @Test
    void whatMarksUpIsText() {
        assertThat(XmlText.escape("a<b> && \"c\"\tä\r\n")).isEqualTo("a&lt;b&gt; &amp;&amp; \"c\"\tä&#13;\n");
        assertThat(XmlText.attribute("\"c\"\td\n<")).isEqualTo("&quot;c&quot;&#9;d&#10;&lt;");
    }

    @Test
    void colorsAreLeftOut() {
        assertThat(XmlText.escape("\u001b[1;31mred\u001b[0m end")).isEqualTo("red end");
        assertThat(XmlText.escape("\u001b[mplain")).isEqualTo("plain");
        // One that is no sequence, or that nothing follows.
        assertThat(XmlText.escape("a\u001bb")).isEqualTo("ab");
        assertThat(XmlText.escape("a\u001b")).isEqualTo("a");
        assertThat(XmlText.escape("a\u001b[")).isEqualTo("a");
        assertThat(XmlText.escape("a\u001b[31")).isEqualTo("a");
    }

    @Test
    void whatNoDocumentMayHoldIsReplaced() {
        assertThat(XmlText.escape("\u0000\u001f \uD83D\uDE00")).isEqualTo("\uFFFD\uFFFD \uD83D\uDE00");
        assertThat(XmlText.escape("\uD83D")).isEqualTo("\uFFFD");
        assertThat(XmlText.escape("\uD83Dx\uDE00")).isEqualTo("\uFFFDx\uFFFD");
        assertThat(XmlText.escape("\uFFFD\uFFFE\uFFFF")).isEqualTo("\uFFFD\uFFFD\uFFFD");
    }
}
