package io.github.godocker.doctor;

import io.github.godocker.Companion;
import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.doctor.Finding.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question after the other, and tells each answer. A question that fails, or takes too long, is an answer, too.
 *
 * @param limit for each
 */
public record Doctor(Duration limit) {
    /** For a thread to end that was interrupted; one that does not is left alone. */
    private static final Duration LEAVE = Duration.ofMillis(500);

    private static final int LONGER = 4;

    /** A question with its answer. */
    public record Result(String name, Finding finding) {
        /** For people, without the level. */
        public String line() {
            return name + ": " + finding.text() + (finding.fix().isEmpty() ? "" : ". " + finding.fix());
        }

        /** For programs. */
        public String json() {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("check", name);
            line.put("level", finding.level().toString());
            line.put("text", finding.text());
            line.put("fix", finding.fix());
            return Json.write(line);
        }
    }

    /** @param told is told each answer as it comes */
    public List<Result> examine(List<Check> checks, Consumer<Result> told) {
        List<Result> results = new ArrayList<>();
        Set<String> bad = new HashSet<>();
        for (Check check : checks) {
            if (bad.contains(check.needs())) {
                bad.add(check.name());
                continue;
            }
            Result result = new Result(check.name(), answer(check));
            if (result.finding().level() == Level.FAIL) {
                bad.add(check.name());
            }
            results.add(result);
            told.accept(result);
        }
        return results;
    }

    private Finding answer(Check check) {
        Finding finding = asked(check);
        return finding.level() == Level.FAIL && !check.vital() ? Finding.warn(finding.text(), finding.fix()) : finding;
    }

    private Finding asked(Check check) {
        CompletableFuture<Finding> answer = new CompletableFuture<>();
        Companion asking = Companion.start("go-docker-doctor", () -> {
            try {
                answer.complete(check.question().get());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Finding.fail(
                    "no answer within " + limit.toSeconds() + " s",
                    (check.hint().isEmpty() ? "" : check.hint() + " ")
                            + "If it only is slow, wait longer: -Dgo-docker.doctor.timeout="
                            + Math.max(1, limit.toSeconds()) * LONGER);
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoDockerException("Interrupted while " + check.name() + " was looked at.", "Run it again.", e);
        } finally {
            asking.close(LEAVE);
        }
    }

    private static Finding failed(@Nullable Throwable cause) {
        return cause instanceof GoDockerException known
                ? Finding.fail(known.problem().replaceFirst("\\.$", ""), known.nextStep())
                : Finding.fail("it could not be looked at: " + cause, "Tell the developers of this plugin.");
    }
}
