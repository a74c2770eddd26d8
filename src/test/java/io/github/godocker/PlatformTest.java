package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "linux/amd64,       linux/amd64,    linux_amd64,    'GOOS=linux, GOARCH=amd64'",
        "linux/x86_64,      linux/amd64,    linux_amd64,    'GOOS=linux, GOARCH=amd64'",
        "linux/amd64/v1,    linux/amd64,    linux_amd64,    'GOOS=linux, GOARCH=amd64'",
        "linux/amd64/v3,    linux/amd64/v3, linux_amd64_v3, 'GOOS=linux, GOARCH=amd64, GOAMD64=v3'",
        "linux/arm64,       linux/arm64,    linux_arm64,    'GOOS=linux, GOARCH=arm64'",
        "linux/arm64/v8,    linux/arm64,    linux_arm64,    'GOOS=linux, GOARCH=arm64'",
        "linux/aarch64,     linux/arm64,    linux_arm64,    'GOOS=linux, GOARCH=arm64'",
        "linux/arm,         linux/arm/v7,   linux_arm_v7,   'GOOS=linux, GOARCH=arm, GOARM=7'",
        "linux/arm/v6,      linux/arm/v6,   linux_arm_v6,   'GOOS=linux, GOARCH=arm, GOARM=6'",
        "linux/arm/5,       linux/arm/v5,   linux_arm_v5,   'GOOS=linux, GOARCH=arm, GOARM=5'",
        "linux/armhf,       linux/arm/v7,   linux_arm_v7,   'GOOS=linux, GOARCH=arm, GOARM=7'",
        "linux/armel,       linux/arm/v6,   linux_arm_v6,   'GOOS=linux, GOARCH=arm, GOARM=6'",
        "linux/i386,        linux/386,      linux_386,      'GOOS=linux, GOARCH=386'",
        "' Linux/AMD64 ',   linux/amd64,    linux_amd64,    'GOOS=linux, GOARCH=amd64'",
        "macos/arm64,       darwin/arm64,   darwin_arm64,   'GOOS=darwin, GOARCH=arm64'",
        "linux/s390x,       linux/s390x,    linux_s390x,    'GOOS=linux, GOARCH=s390x'",
    })
    void normalisesLikeDocker(String text, String docker, String directory, String environment) {
        Platform platform = Platform.parse(text);

        assertThat(platform).hasToString(docker).isEqualTo(Platform.parse(docker));
        assertThat(platform.directory()).isEqualTo(directory);
        assertThat(platform.environment()).hasToString("{" + environment + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd46,      Did you mean linux/amd64?",
        "linxu/arm64,      Did you mean linux/arm64?",
        "amd64,            Did you mean linux/amd64?",
        "arm64,            Did you mean linux/arm64?",
        "windows/ppc,      'Use one of windows/386, windows/amd64, windows/arm, windows/arm64.'",
        "linux/mips64el,   linux/mips64le",
        "'',               'Use one of aix/ppc64, android/386, '",
        "beos/amd64/v1/x,  'Use one of aix/ppc64, '",
        "linux/amd64/v9,   'Use one of linux/amd64/v1, linux/amd64/v2, linux/amd64/v3, linux/amd64/v4.'",
        "linux/arm/v8,     'Use one of linux/arm/v7, linux/arm/v6, linux/arm/v5.'",
        "linux/s390x/v1,   Use linux/s390x.",
    })
    void namesWhatWasMeant(String text, String nextStep) {
        assertThatThrownBy(() -> Platform.parse(text))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot use platform ")
                .hasMessageContaining(text)
                .hasMessageContaining("\n")
                .hasMessageContaining(nextStep);
    }

    @ParameterizedTest
    @CsvSource({"windows/amd64, .exe", "linux/amd64, ''", "js/wasm, ''"})
    void knowsTheSuffixOfExecutables(String platform, String suffix) {
        assertThat(Platform.parse(platform).binarySuffix()).isEqualTo(suffix);
    }
}
