package io.github.godocker.container.instruments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.check.page.Browser;
import io.github.godocker.container.instruments.Profile.Frame;
import io.github.godocker.container.instruments.Profile.Sample;
import io.github.godocker.container.instruments.Profile.Type;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flame graph, read and in a real browser. Pictures for people are in {@code target/page/}. */
class FlamePageTest {
    private static final String EVIL = "</script><img src=x onerror=document.title='broken'>&lt;\u2028\"\\";

    @TempDir
    Path directory;

    private static String page(Profile profile) throws IOException {
        StringWriter out = new StringWriter();
        new FlamePage(profile).write("cpu of orders", out);
        return out.toString();
    }

    private static String cpu() throws IOException {
        return page(Profile.read(ProfileTest.recorded("cpu.pb.gz")));
    }

    private static Profile evil() {
        Frame main = new Frame("main.main", false);
        return new Profile(
                List.of(new Type("samples", "count"), new Type("cpu", "nanoseconds")),
                1,
                3_000_000_000L,
                List.of(
                        new Sample(List.of(new Frame(EVIL, false), main), new long[] {1, 750_000_000}),
                        new Sample(List.of(main), new long[] {1, 250_000_000})));
    }

    private Browser.Run open(String page, String fragment, String... options) throws Exception {
        Path file = Files.writeString(directory.resolve("flame.html"), page);
        return new Browser(directory).open(file, fragment, options);
    }

    private Browser.Run dom(String page, String fragment) throws Exception {
        Browser.Run run = open(page, fragment, "--dump-dom");
        assertThat(run.messages()).doesNotContain("CONSOLE");
        assertThat(run.document()).contains("</html>");
        return run;
    }

    @Test
    void noNameIsMarkup() throws Exception {
        String page = page(evil());
        assertThat(page).doesNotContain("<img").contains("\\u003c/script\\u003e");

        Browser.Run run = dom(page, "");

        assertThat(run.document()).contains("<title>cpu of orders</title>").contains(">script&gt;&lt;img src=x");
    }

    @Test
    void widthIsValue() throws Exception {
        Browser.Run run = dom(page(evil()), "");

        assertThat(run.document())
                .contains("cpu, 1 s in 3.00 s")
                .containsPattern("left: 0%; width: 75%; top: 40px;")
                .contains("aria-label=\"main.main - 1 s, 100.00% of all\"");
    }

    @Test
    void theAddressSearchesAndChooses() throws Exception {
        Browser.Run run = dom(cpu(), "#q=strings.repeat&type=samples");

        assertThat(run.document())
                .contains("90.00% found")
                .contains("class=\"frame hit\"")
                .contains("samples, 230 in 3.01 s");
        assertThat(dom(cpu(), "#q=%3Cb%3E&type=none").document()).contains("0.00% found");
    }

    @Test
    void aClickZoomsAndShowAllGoesBack() throws Exception {
        // As a user would do it; the page's own policy would not let this script run.
        String page = cpu().replaceFirst("<meta http-equiv[^>]*>", "") + """
                <script>
                const frame = name => [...document.querySelectorAll('.frame')].find(f => f.title.startsWith(name + ' '));
                const width = name => parseFloat(frame(name).style.width);
                const before = width('strings.Repeat');
                frame('strings.Repeat').click();
                const zoomed = width('strings.Repeat');
                const above = document.querySelectorAll('.above').length;
                document.getElementById('all').click();
                document.title = [before < 95, zoomed, above > 1, width('strings.Repeat') === before,
                    document.getElementById('all').disabled].join('|');
                </script>""";

        assertThat(dom(page, "").document()).contains("<title>true|100|true|true|true</title>");
    }

    @Test
    void hasItsPictureTaken() throws Exception {
        for (boolean dark : new boolean[] {false, true}) {
            Path picture = Browser.picture("flame-" + (dark ? "dark" : "light"));
            Browser.Run run = open(
                    cpu(),
                    dark ? "#q=malloc" : "",
                    "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                    "--window-size=" + (dark ? "500" : "1280") + ",1000",
                    "--screenshot=" + picture);
            assertThat(run.messages()).doesNotContain("CONSOLE");
            assertThat(Files.size(picture)).isGreaterThan(20_000);
        }
    }
}
