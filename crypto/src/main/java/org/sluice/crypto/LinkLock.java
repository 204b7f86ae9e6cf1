package org.sluice.crypto;

import java.util.Optional;

/**
 * How the key of a sealed link is made of its token and its password (FORMAT.md, "Sealed at rest"): cost and salt, and
 * nothing secret. Immutable.
 */
public final class LinkLock {

    private static final byte[] NO_HASH = new byte[Argon2.HASH];

    private final Argon2 cost;
    private final byte[] salt;

    LinkLock(Argon2 cost, byte[] salt) {
        this.cost = cost;
        this.salt = salt.clone();
    }

    Argon2 cost() {
        return cost;
    }

    byte[] salt() {
        return salt.clone();
    }

    /** As it is stored: a PHC string without its hash. */
    public String text() {
        return cost.phc(salt);
    }

    /** Nothing for whatever is not exactly such a text within the bounds of {@link Passwords}. */
    public static Optional<LinkLock> parse(String text) {
        String phc = text + "$" + new Argon2(8, 1, 1).phc(NO_HASH, NO_HASH).replaceAll(".*\\$", "");
        return Argon2.parse(phc).map(stored -> new LinkLock(stored.cost, stored.salt));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkLock that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return "LinkLock[" + text() + "]";
    }
}
