package org.sluice.gateway.domain.release;

/** Whom a release names, and the audience that counts for this purpose. */
public sealed interface Recipient {
    String id();

    String audience();

    /** Fetches by a link of its own. */
    record OfContact(String id, String audience) implements Recipient {}

    /** Fetches with the own log-in, from the inbox. */
    record OfPerson(String id, String audience) implements Recipient {}
}
