package io.github.godocker.container.instruments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.container.instruments.GoroutineDump.Frame;
import io.github.godocker.container.instruments.GoroutineDump.Goroutine;
import io.github.godocker.container.instruments.GoroutineDump.Group;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoroutineDumpTest {
    static String recorded(String name) throws IOException {
        try (InputStream in = GoroutineDumpTest.class.getResourceAsStream("/instruments/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static GoroutineDump parse(String text) {
        return GoroutineDump.parse(text.lines().toList());
    }

    @Test
    void equalStacksAreOneGroup() throws IOException {
        GoroutineDump dump = parse(recorded("goroutines.txt"));

        assertThat(dump.goroutines()).hasSize(57);
        List<Group> groups = dump.groups();
        assertThat(groups.stream().map(Group::count)).startsWith(50, 2);
        assertThat(groups.get(0).first())
                .isEqualTo(new Goroutine(
                        "chan receive",
                        0,
                        List.of(new Frame("main.worker", "example.com/svc/main.go:26")),
                        new Frame("main.main", "example.com/svc/main.go:37")));
        assertThat(groups.get(1).first().state()).isEqualTo("sync.Mutex.Lock");
        assertThat(groups.stream().filter(group -> group.first().creator() == null))
                .hasSize(1);
    }

    @Test
    void argumentsOfMethodsAreCutOff() throws IOException {
        assertThat(parse(recorded("goroutines.txt")).goroutines().get(0).frames())
                .extracting(Frame::function)
                .startsWith("runtime/pprof.writeGoroutineStacks", "runtime/pprof.writeGoroutine")
                .contains("runtime/pprof.(*Profile).WriteTo", "net/http.(*conn).serve");
    }

    @Test
    void whatSigquitPrintsIsTheSame() throws IOException {
        GoroutineDump dump = parse("listening\n" + recorded("sigquit.txt"));

        assertThat(dump.goroutines()).hasSize(16);
        Group workers = dump.groups().stream()
                .filter(group -> group.count() == 3)
                .findFirst()
                .orElseThrow();
        assertThat(workers.first().state()).isEqualTo("chan receive");
        assertThat(workers.first().frames())
                .contains(new Frame("main.worker", "example.com/svc/main.go:26"))
                .extracting(Frame::place)
                .noneMatch(place -> place.contains(" "));
        assertThat(dump.goroutines())
                .extracting(Goroutine::state)
                .contains("force gc (idle)")
                .doesNotContain("idle");
    }

    @Test
    void theLongestWaitOfAGroupIsTold() {
        String stack =
                "main.f(0x1)\n\t/src/main.go:3 +0x1d\ncreated by main.main in goroutine 1\n\t/src/main.go:9 +0x1\n";
        GoroutineDump dump = parse(
                "goroutine 7 [select, 1 minutes]:\n" + stack + "\ngoroutine 8 [select, 75 minutes, locked to thread]:\n"
                        + stack + "\ngoroutine 9 [select, 12 minutes]:\n" + stack.replace("0x1)", "{0x2, 0x3}, ...)"));

        assertThat(dump.groups())
                .extracting(
                        Group::count,
                        Group::longestMinutes,
                        group -> group.first().state())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, 12, "select"),
                        org.assertj.core.groups.Tuple.tuple(1, 75, "select, locked to thread"));
    }

    @Test
    void whatTheProgramPrintsBetweenIsLeftOut() {
        GoroutineDump dump = parse("goroutine 7 [running]:\nlate line (of a log)\nmain.f(...)\n\t/src/main.go:3\n"
                + "...12 frames elided...\ncreated by main.main\n\t/src/main.go:9 +0x1\nrax    0x0\n");

        assertThat(dump.goroutines())
                .containsExactly(new Goroutine(
                        "running",
                        0,
                        List.of(new Frame("main.f", "/src/main.go:3"), new Frame("...12 frames elided...", "")),
                        new Frame("main.main", "/src/main.go:9")));
    }

    @Test
    void theTableShowsGroupsInFewLines() throws IOException {
        List<String> table = new Goroutines(recorded("goroutines.txt")).table();

        assertThat(table)
                .startsWith(
                        "57 goroutines, 7 different",
                        "",
                        "  50  chan receive, created by main.main example.com/svc/main.go:37",
                        "      main.worker  example.com/svc/main.go:26",
                        "",
                        "   2  sync.Mutex.Lock, created by main.main example.com/svc/main.go:40")
                .contains("      ... 4 more");
    }

    @Test
    void aTableOfNothingIsNoFailure() {
        assertThat(new Goroutines("no dump\n").table()).containsExactly("0 goroutines, 0 different");
    }
}
