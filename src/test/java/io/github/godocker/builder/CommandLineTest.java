package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private static String pasted(Map<String, String> environment, String... command) {
        return new CommandLine(List.of(command), environment, "/src/a b").pasted();
    }

    @Test
    void aShellReadsItAsItWasMeant() throws Exception {
        assertThat(pasted(Map.of("GOFLAGS", "-mod=vendor", "CGO_ENABLED", "0"), "go", "build", "-ldflags", "-s -w"))
                .isEqualTo("cd '/src/a b' && CGO_ENABLED=0 GOFLAGS=-mod=vendor go build -ldflags '-s -w'");
        List<String> words = List.of("it's", "a\\b", "$HOME", "two\nlines\t'", "\u001f \n", "", "*", "ä");
        String line = new CommandLine(List.of("printf", "<%s>").subList(0, 2), Map.of("A", "x y"), "/").pasted()
                + new CommandLine(words, Map.of(), "/").pasted().replaceFirst("^cd / && ", " ");
        assertThat(line).doesNotContain("\n");
        Process bash = new ProcessBuilder("bash", "-c", line).start();
        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("<" + String.join("><", words) + ">");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTPS_PROXY|http://me:s3cret@proxy:3128|http://***@proxy:3128",
                "https_proxy|http://me:s3cret,with/odd@signs@proxy:3128|http://***@proxy:3128",
                "http_proxy|me:s3cret@proxy:3128|***@proxy:3128",
                "GOPROXY|https://me:s3cret@goproxy.example/x,direct|https://***@goproxy.example/x,direct",
                "GOPROXY|https://a.example,https://me:s3cret@b.example|https://***@b.example",
                "GOAUTH|command --password s3cret|***",
                "GOAUTH|''|''",
                "DATABASE_URL|postgres://app:s3cret@db/app|postgres://***@db/app",
                "MY_DB_PASSWORD|s3cret|***",
                "github_token|s3cret|***",
                "GONOSUMDB|*.example.com|*.example.com"
            })
    void whatIsSecretIsNotShown(String name, String value, String shown) {
        assertThat(pasted(Map.of(name, value), "go", "list").replace("'", ""))
                .isEqualTo("cd /src/a b && " + name + "=" + shown + " go list");
    }

    @Test
    void argumentsMayHoldLoginsToo() {
        String[] command = {"govulncheck", "-db", "https://me:s3cret@vuln.example"};
        assertThat(pasted(Map.of(), command)).doesNotContain("s3cret").contains("https://***@vuln.example");
        assertThat(title(command)).doesNotContain("s3cret");
    }

    @Test
    void isKnownAgainByItsBeginning() {
        assertThat(title("go", "build", "./...")).isEqualTo("go build ./...");
        assertThat(title("sh", "-c", "cd /src\nmake")).isEqualTo("sh -c cd /src");
        String sixty = "x".repeat(60);
        assertThat(title(sixty)).isEqualTo(sixty);
        assertThat(title(sixty + "y")).isEqualTo(sixty + "…");
    }

    private static String title(String... command) {
        return new CommandLine(List.of(command), Map.of(), "/").title();
    }
}
