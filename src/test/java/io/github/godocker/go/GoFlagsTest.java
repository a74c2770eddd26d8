package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoFlagsTest {
    @Test
    void areSplitAsGoDoesIt() {
        assertThat(GoFlags.split("")).isEmpty();
        assertThat(GoFlags.split("  -mod=mod\t-tags=a,b ")).containsExactly("-mod=mod", "-tags=a,b");
        assertThat(GoFlags.split("'-ldflags=-s -w' \"-tags=a b\" -v"))
                .containsExactly("-ldflags=-s -w", "-tags=a b", "-v");
    }

    @Test
    void theLastTagsHold() {
        assertThat(GoFlags.tags(List.of("-v", "-tagsfile=x"))).isEmpty();
        assertThat(GoFlags.tags(List.of("-tags=a", "--tags=b,c d", "-v"))).containsExactly("b", "c", "d");
        assertThat(GoFlags.tags(List.of("-tags=a", "-tags="))).isEmpty();
    }

    @Test
    void oneIsAddedUnlessTheUserSaysSomethingOnIt() {
        assertThat(GoFlags.with("", "-modcacherw")).isEqualTo("-modcacherw");
        assertThat(GoFlags.with("-mod=mod '-ldflags=-s -w'", "-modcacherw"))
                .isEqualTo("-mod=mod '-ldflags=-s -w' -modcacherw");
        assertThat(GoFlags.with("--modcacherw=false -v", "-modcacherw")).isEqualTo("--modcacherw=false -v");
        assertThat(GoFlags.with("-modcacherw", "-modcacherw")).isEqualTo("-modcacherw");
    }

    @Test
    void joinedTheyAreReadTheSameAgain() {
        List<String> flags = List.of("-v", "-ldflags=-X main.a=b", "-tags=a,b", "-gcflags=-d='x y'");
        assertThat(GoFlags.split(GoFlags.join(flags))).isEqualTo(flags);
        assertThat(GoFlags.join(List.of())).isEmpty();
    }
}
