package io.github.godocker.docker.client;

import java.time.Duration;

/**
 * How long the daemon may take. All comes from the one parameter {@code idleTimeout}; each call has one of these, and
 * {@link IdleLimit} holds it to that, over every kind of connection:
 *
 * <table>
 *   <caption>Calls and their limits</caption>
 *   <tr><th>call</th><th>limit</th></tr>
 *   <tr><td>pull, push, build, load, copy</td><td>{@code idle} without a byte in either direction</td></tr>
 *   <tr><td>connecting over TCP</td><td>15 s for each address of the host</td></tr>
 *   <tr><td>ping, inspect, list, tag, remove, create of a command</td><td>{@code request} for the whole call</td></tr>
 *   <tr><td>start of a container</td><td>{@code request} from create to the first line</td></tr>
 *   <tr><td>start of a command</td><td>{@code request} until the daemon has taken it</td></tr>
 *   <tr><td>a command that runs</td><td>none: go may be busy for long without a word; but after each {@code idle} of
 *       silence the daemon is asked for it, with {@code request} for the answer; once it is over, the end of its output
 *       has 10 s more</td></tr>
 *   <tr><td>cleaning up after a failure</td><td>{@code giveUp} for the whole call</td></tr>
 *   <tr><td>the id of an image where nothing changed</td><td>10 s, then the ordinary way asks again</td></tr>
 * </table>
 *
 * @param idle for the next sign of life
 * @param request for what the daemon answers from memory
 */
record Limits(Duration idle, Duration request) {
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

    static Limits of(Duration idle) {
        return new Limits(idle, shorter(idle, LONGEST_REQUEST));
    }

    /** For cleaning up after a failure, which may well be that the daemon does not answer. */
    Duration giveUp() {
        return shorter(request, LONGEST_GOODBYE);
    }

    /** For the end of what something has printed that is over itself: it may just be on its way. */
    Duration lastWords() {
        return shorter(idle, LONGEST_GOODBYE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
