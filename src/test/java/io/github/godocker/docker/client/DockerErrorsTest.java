package io.github.godocker.docker.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedByInterruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerErrorsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Status 404: {"message":"No such image: golang:1"}       | No such image: golang:1
                    Status 500: {"message":"Get \\"http://x/\\": refused."} | Get "http://x/": refused
                    Status 500: {"message": "with a space"}                 | with a space
                    Status 409: {"cause":"busy","message":"it is busy","response":409} | it is busy
                    Status 500: {"message":"a\\u003cb\\u003e \\/ \\\\ \\t."} | a<b> / \\
                    Status 500: {"message":"\\u00zz odd"}                   | 00zz odd
                    Status 500: {"message":"cut in the mid                  | cut in the mid
                    Status 500: {"message":"cut in an escape\\              | cut in an escape
                    Status 500: {"message":""}                              | HTTP status 500
                    Status 503:                                             | HTTP status 503
                    Status 502: <html><body>Bad Gateway</body></html>       | HTTP status 502
                    Status 500: plain words                                 | plain words
                    page not found                                          | page not found
                    {"message":"bare"}                                      | bare
                    words with {"message":"inside"}                         | words with {"message":"inside"}
                    """)
    void sayWhatTheDaemonSaid(String message, String words) {
        assertThat(DockerErrors.clean(message)).isEqualTo(words);
    }

    @Test
    void aLongAnswerIsNoProblem() {
        String words = "\\\"x".repeat(20_000);

        assertThat(DockerErrors.clean("Status 500: {\"message\":\"" + words + "\"}"))
                .hasSize(40_000);
    }

    @Test
    void theDaemonsWordsComeBeforeThoseOfLibraries() {
        assertThat(DockerErrors.words(new RuntimeException("outer", new NotFoundException("{\"message\":\"inner\"}"))))
                .isEqualTo("inner");
        assertThat(DockerErrors.words(new InternalServerErrorException("", new IOException("cause"))))
                .isEqualTo("HTTP status 500");
        assertThat(DockerErrors.words(new RuntimeException(new ConnectException("Connection refused"))))
                .isEqualTo("Connection refused");
        assertThat(DockerErrors.words(new RuntimeException(new EOFException()))).isEqualTo("EOFException");
    }

    @Test
    void anInterruptIsFoundWhereverItIs() {
        assertThat(DockerErrors.isInterrupt(new RuntimeException(new ClosedByInterruptException())))
                .isTrue();
        assertThat(DockerErrors.isInterrupt(new InterruptedException())).isTrue();
        assertThat(DockerErrors.isInterrupt(new IOException("closed"))).isFalse();
        Thread.currentThread().interrupt();
        try {
            assertThat(DockerErrors.isInterrupt(new IOException("closed"))).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
