package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.image.ForgottenFiles.Forgotten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgottenFilesTest {
    @TempDir
    Path module;

    @BeforeEach
    void files() throws IOException {
        write("templates/a.html", "");
        write("products.json", "");
        write("config/crd.yaml", "");
        write("testdata/a.json", "");
        write("docs/a.md", "");
        write("web/web.go", "package web");
    }

    private void write(String name, String text) throws IOException {
        Path file = module.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "template.ParseGlob(\"templates/*.html\")   | templates",
                "http.Dir(\"./templates/\")                 | templates",
                "filepath.Join(\"templates\", name)         | templates",
                "os.ReadFile(\"products.json\")             | products.json",
                "os.Open(`./products.json`)                 | products.json",
            })
    void whatIsOpenedAndNotThere(String code, String name) throws IOException {
        write("internal/load.go", code);

        assertThat(ForgottenFiles.in(module, List.of()))
                .contains(new Forgotten(name, Path.of("internal/load.go").toString()));
    }

    @Test
    void allOfThemAtOnce() throws IOException {
        write("static/a.css", "");
        write("b.go", "http.Dir(\"./static\"); template.ParseGlob(\"templates/*\"); os.Open(\"products.json\")");
        write("c.go", "http.Dir(\"./static/\")");
        assertThat(ForgottenFiles.in(module, List.of()))
                .containsExactly(
                        new Forgotten("products.json", "b.go"),
                        new Forgotten("static", "b.go"),
                        new Forgotten("templates", "b.go"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main.go            | f(\"config\", \"/templates/x\", \"data\")",
                "main.go            | import \"example.com/templates/x\"",
                "main.go            | os.Open(\"testdata/a.json\"); os.Open(\"docs/a.md\"); os.Open(\"web/x\")",
                "main_test.go       | os.Open(\"products.json\")",
                "vendor/x/x.go      | os.Open(\"products.json\")",
                ".hidden/x.go       | os.Open(\"products.json\")",
                "node_modules/x.go  | os.Open(\"products.json\")",
            })
    void nothingElseIsSaid(String file, String code) throws IOException {
        write(file, code);

        assertThat(ForgottenFiles.in(module, List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"templates", "templates/*.html", "all:templates", "x.txt templates/a.html", "*"})
    void whatIsEmbedded(String pattern) throws IOException {
        write("main.go", "//go:embed " + pattern + "\nvar f embed.FS; f.Open(\"templates/a.html\")");

        assertThat(ForgottenFiles.in(module, List.of())).isEmpty();
    }

    @Test
    void whatIsCopied() throws IOException {
        write("main.go", "os.Open(\"templates/a.html\")");
        write("src/main/image/srv/x", "");

        assertThat(ForgottenFiles.in(module, List.of(new ExtraFile(module.resolve("src/main/image"), "/"))))
                .hasSize(1);
        assertThat(ForgottenFiles.in(module, List.of(new ExtraFile(module.resolve("templates"), "/srv/t"))))
                .isEmpty();
    }
}
