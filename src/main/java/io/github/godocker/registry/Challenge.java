package io.github.godocker.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way in which a registry wants to be told who we are, from a WWW-Authenticate header (RFC 9110, 11.6.1).
 *
 * @param scheme in lower case: {@code basic}, {@code bearer}
 * @param parameters by their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    /** One parameter, with the scheme in front of the first of each challenge. */
    private static final Pattern PARAMETER = Pattern.compile("\\G[\\s,]*(?:(?<scheme>[A-Za-z]+)\\s+)?"
            + "(?<name>[A-Za-z_]+)\\s*=\\s*(?:\"(?<quoted>[^\"]*)\"|(?<bare>[^\\s,\"]*))");

    /** The challenges of all headers; one header may hold several. Those without parameters are none of ours. */
    static List<Challenge> parse(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        for (String header : headers) {
            Map<String, String> parameters = new TreeMap<>();
            Matcher parameter = PARAMETER.matcher(header);
            while (parameter.find()) {
                String scheme = parameter.group("scheme");
                if (scheme != null) {
                    parameters = new TreeMap<>();
                    challenges.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
                }
                String quoted = parameter.group("quoted");
                parameters.put(
                        parameter.group("name").toLowerCase(Locale.ROOT),
                        quoted == null ? parameter.group("bare") : quoted);
            }
        }
        return challenges;
    }

    /** The parameter's value; empty if there is none. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
