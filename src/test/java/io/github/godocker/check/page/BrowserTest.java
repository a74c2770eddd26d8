package io.github.godocker.check.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real {@link Browser}. */
class BrowserTest {
    @TempDir
    Path directory;

    /** What the browser printed. */
    private record Run(String document, String messages) {
        /** The element of rows that are to be seen of those with a class. */
        long shown(String status) {
            return Pattern.compile("<tr class=\"" + status + "\">")
                    .matcher(document)
                    .results()
                    .count();
        }

        long hidden(String status) {
            return Pattern.compile("<tr class=\"" + status + "\" hidden=\"\">")
                    .matcher(document)
                    .results()
                    .count();
        }

        /** Names of the packages in the order of the table. */
        List<String> packages() {
            List<String> names = new ArrayList<>();
            Matcher found = Pattern.compile("class=\"fold\"[^>]*>([^<]*)<").matcher(document);
            while (found.find()) {
                names.add(found.group(1));
            }
            return names;
        }
    }

    private Run open(Path page, String fragment, String... options) throws IOException, InterruptedException {
        Browser.Run run = new Browser(directory).open(page, fragment, options);
        return new Run(run.document(), run.messages());
    }

    private Run dom(Path page, String fragment) throws IOException, InterruptedException {
        Run run = open(page, fragment, "--dump-dom");
        assertThat(run.messages()).doesNotContain("CONSOLE");
        assertThat(run.document()).contains("</html>");
        // What the style and the script say is no answer.
        return new Run(run.document().replaceAll("(?s)<(style|script)>.*?</\\1>", ""), run.messages());
    }

    private Path shop() throws IOException {
        Report.Sources sources = Shop.copyTo(directory.resolve("shop"));
        Page.write(Report.read(Shop.PROJECT, sources), sources);
        return sources.reports().page();
    }

    @Test
    void aScriptThatFailsWouldBeNoticed() throws Exception {
        Path page = Files.writeString(directory.resolve("x.html"), "<script>no.such.thing()</script>");

        assertThat(open(page, "", "--dump-dom").messages()).contains("CONSOLE");
    }

    @Test
    void showsAllUntilItIsAskedForLess() throws Exception {
        Run run = dom(shop(), "#tests");

        assertThat(run.document()).contains("<html lang=\"en\" class=\"js\">");
        assertThat(run.shown("failed")).isEqualTo(4);
        assertThat(run.shown("passed")).isEqualTo(13);
        assertThat(run.packages())
                .containsExactly(
                        "example.com/shop/internal/store",
                        "example.com/shop/cmd/shop",
                        "com.example.shop.PriceTest",
                        "example.com/shop/internal/api");
        assertThat(run.document()).doesNotContain("aria-sort");
    }

    @Test
    void theAddressFiltersAndSorts() throws Exception {
        Run run = dom(shop(), "#status=failed&q=STORE&sort=packages.time.ascending");

        assertThat(run.shown("failed")).isEqualTo(3);
        assertThat(run.hidden("failed")).isEqualTo(1);
        assertThat(run.shown("passed")).isZero();
        assertThat(run.document()).contains("3 tests</output>");
        assertThat(run.document()).containsPattern("data-status=\"failed\" aria-pressed=\"true\"");
        // What is found is unfolded.
        assertThat(run.document()).containsOnlyOnce("aria-expanded=\"true\"");
        assertThat(run.packages())
                .containsExactly(
                        "example.com/shop/cmd/shop",
                        "example.com/shop/internal/api",
                        "com.example.shop.PriceTest",
                        "example.com/shop/internal/store");
        assertThat(run.document())
                .containsOnlyOnce("aria-sort")
                .containsPattern("data-k=\"time\"[^>]* aria-sort=\"ascending\"");
    }

    @Test
    void anAddressThatMakesNoSenseHarmsNothing() throws Exception {
        Run run = dom(shop(), "#status=%3Cb%3E&q=&sort=packages.none.sideways");

        assertThat(run.shown("passed")).isZero();
        assertThat(run.document()).contains("0 tests</output>").doesNotContain("aria-sort");
    }

    @Test
    void buttonsWork() throws Exception {
        Path page = shop();
        // As a user would do it; the page's own policy would not let this script run.
        Files.writeString(page, Files.readString(page).replaceFirst("<meta http-equiv[^>]*>", "") + """
                        <script>
                        const click = selector => document.querySelector(selector).click();
                        click('#covered th[data-k=percent] button');
                        const first = document.querySelector('#covered tbody th').textContent;
                        click('#covered th[data-k=percent] button');
                        const last = document.querySelector('#covered tbody th').textContent;
                        click('#filter button[data-status=skipped]');
                        const skipped = document.getElementById('shown').textContent;
                        click('#filter button[data-status=""]');
                        const all = document.getElementById('shown').textContent;
                        const input = document.getElementById('q');
                        input.value = 'orders/';
                        input.dispatchEvent(new Event('input'));
                        const found = document.getElementById('shown').textContent;
                        document.title = [first, last, skipped, all, found, location.hash].join('|');
                        </script>""");

        Run run = dom(page, "");

        assertThat(run.document())
                .contains("<title>example.com/shop/internal/version|example.com/shop/internal/text|1 test||2 tests|"
                        + "#sort=covered.percent.ascending&amp;q=orders%2F</title>");
    }

    @Test
    void tenThousandTestsCanBeFiltered() throws Exception {
        Report.Sources sources = Shop.manyTests(directory.resolve("many"), 10_000);
        Page.write(Report.read(Shop.PROJECT, sources), sources);

        Run run = dom(sources.reports().page(), "#status=failed&sort=packages.name.descending");

        assertThat(run.shown("failed")).isEqualTo(100);
        assertThat(run.hidden("passed")).isEqualTo(9_900);
        assertThat(run.packages().get(0)).isEqualTo("example.com/big/internal/package99");
    }

    @Test
    void hasItsPictureTaken() throws Exception {
        Path page = shop();
        // A window is not as narrow as a telephone.
        Path phone = phone(page);
        for (boolean dark : new boolean[] {false, true}) {
            String scheme = dark ? "dark" : "light";
            String preferred = "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1);
            assertThat(picture(page, scheme + "-1280", preferred, "--window-size=1280,3400"))
                    .doesNotContain("CONSOLE");
            assertThat(picture(phone, scheme + "-400", preferred, "--window-size=400,4400"))
                    .doesNotContain("CONSOLE");
        }
        // As servers of artifacts do it.
        String strict = Files.readString(page).replaceFirst("script-src '[^']*'", "script-src 'none'");
        Path without = Files.writeString(page.resolveSibling("strict.html"), strict);
        assertThat(picture(without, "without-script", "--window-size=1280,3400"))
                .contains("CONSOLE")
                .contains("Content Security Policy");
        try (Stream<Path> all = Files.list(Browser.PICTURES)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .contains("light-1280.png", "dark-1280.png", "light-400.png", "dark-400.png", "without-script.png");
        }
    }

    private Path phone(Path page) throws IOException {
        return Files.writeString(
                directory.resolve("phone.html"),
                "<style>body {margin: 0} iframe {border: 0; width: 400px; height: 100vh}</style><iframe src='"
                        + page.toUri() + "'></iframe>");
    }

    /** @return what the browser said */
    private String picture(Path page, String name, String... options) throws IOException, InterruptedException {
        Path file = Browser.picture(name);
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--screenshot=" + file);
        Run run = open(page, "", all.toArray(String[]::new));
        // An empty page is a picture of few bytes.
        assertThat(file).exists();
        assertThat(Files.size(file)).isGreaterThan(40_000);
        return run.messages();
    }
}
