package io.github.godocker.docker;

/**
 * What to show a registry, and where it was found.
 *
 * @param user the user name; {@code <token>} when {@code secret} is an identity token (an OAuth2 refresh token)
 * @param secret password or identity token; never in {@link #toString()}
 * @param source where it came from, for messages: {@code server 'ghcr.io' of settings.xml}
 */
public record RegistryCredentials(String user, String secret, String source) {
    /** The user name under which Docker's credential helpers hand out an identity token. */
    public static final String TOKEN_USER = "<token>";

    public boolean isIdentityToken() {
        return TOKEN_USER.equals(user);
    }

    /** Source and user, never the secret. */
    @Override
    public String toString() {
        return isIdentityToken() ? source + " (identity token)" : source + " (user " + user + ")";
    }
}
