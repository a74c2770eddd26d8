package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.godocker.KnownFailure.Words;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which words of other programs the plugin depends on, in one table. */
class KnownFailuresTest {
    private static final String HEAD = """
            # Known failures of other programs

            When go, the Docker daemon or a linter fails, the plugin knows some of their words and tells a next step. These are
            the words, by the program and the version that was seen to say them: provoked, recorded in `src/test/resources`, or
            read in the program itself. `unseen` are those that nobody has seen here. A newer version may choose other words:
            nothing breaks then, but the next step is missing or a general one. Where a program is used in a newer version, go
            through its words and write the new version beside those that still hold.

            Only words that tell of a failure are here. Forms of output that are read whole, such as `go test -json` and what
            linters find, are held by the recordings in `src/test/resources`.

            This file is written by `KnownFailuresTest` from every field of the type `KnownFailure`: after a change run
            `mvn test -Dgolden.rewrite` and review what git shows. Texts in slashes are regular expressions.
            """;

    /** One text for each place that knows it. */
    private record Known(String owner, KnownFailure failure) {}

    @Test
    void allAreInOneTable() throws Exception {
        Map<String, List<String>> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Known known : all()) {
            for (Words words : known.failure().words()) {
                rows.computeIfAbsent(words.seenOn(), program -> new ArrayList<>())
                        .add(row(known, words));
            }
        }
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach((program, lines) -> text.append(
                        "\n## " + program + "\n\n| it says | known by | that is |\n|---|---|---|\n")
                .append(String.join("", lines)));

        assertThat(rows).hasSizeGreaterThan(10);
        Golden.assertThatFile(Path.of("docs/known-failures.md"), text.toString());
    }

    /** Else nobody can tell whether a newer version still says so. */
    @Test
    void eachTellsItsProgramAndVersion() throws Exception {
        for (Known known : all()) {
            for (Words words : known.failure().words()) {
                assertThat(words.seenOn()).as(known.owner()).matches(".+ v?\\d+\\.\\d+\\S*( with \\w+)?|.+, unseen");
            }
        }
    }

    private static String row(Known known, Words words) {
        Pattern form = words.form();
        Stream<String> texts = form == null ? words.texts().stream() : Stream.of("/" + form + "/");
        return "| " + texts.map(KnownFailuresTest::code).collect(Collectors.joining("<br>")) + " | " + known.owner()
                + " | " + text(known.failure().means()) + " |\n";
    }

    /** An element is no tag; within a command nothing needs a backslash. */
    private static String text(String means) {
        String[] parts = means.replace("|", "\\|").split("`", -1);
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = parts[i].replace("<", "\\<");
        }
        return String.join("`", parts);
    }

    private static String code(String text) {
        return "`` " + text.replace("|", "\\|") + " ``";
    }

    /** In the order of the classes' names, and of a class as they stand in it. */
    private static List<Known> all() throws Exception {
        List<JavaField> fields = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.godocker")
                        .stream()
                        .flatMap(each -> each.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(KnownFailure.class))
                        .toList();
        List<Known> all = new ArrayList<>();
        for (Class<?> owner : owners(fields)) {
            for (Field field : owner.getDeclaredFields()) {
                if (field.getType() != KnownFailure.class) {
                    continue;
                }
                field.setAccessible(true);
                if (Modifier.isStatic(field.getModifiers())) {
                    all.add(known(owner, field.getName(), field.get(null)));
                } else {
                    for (Object constant : owner.getEnumConstants()) {
                        all.add(known(owner, ((Enum<?>) constant).name(), field.get(constant)));
                    }
                }
            }
        }
        return all;
    }

    private static List<Class<?>> owners(List<JavaField> fields) throws ClassNotFoundException {
        List<Class<?>> owners = new ArrayList<>();
        for (String name : fields.stream()
                .map(field -> field.getOwner().getName())
                .distinct()
                .sorted()
                .toList()) {
            owners.add(Class.forName(name));
        }
        return owners;
    }

    private static Known known(Class<?> owner, String name, @Nullable Object failure) {
        String path = owner.getName().replace('.', '/');
        return new Known(
                "[`" + owner.getSimpleName() + "." + name + "`](../src/main/java/" + path + ".java)",
                (KnownFailure) Objects.requireNonNull(failure));
    }
}
