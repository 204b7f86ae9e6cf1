package org.sluice.gateway.domain;

import java.util.List;

/**
 * An expected "no": what stands against the act, and what to do about it. The edges translate {@code kind} into an SFTP
 * status, an HTTP status or an exit code; nothing inside knows those.
 *
 * @param code stable word for programs, such as {@code deposit-below-floor}
 * @param message one full thought for a person, in English
 * @param details reasons one by one, for instance one for each dimension of a label; may be empty
 */
public record Refusal(Kind kind, String code, String message, List<String> details) {

    /** What sort of "no" it is. */
    public enum Kind {
        /** The request itself is malformed or names impossible values. */
        WRONG,
        /** There is no such thing, or the asker may not know that there is. */
        UNKNOWN,
        /** The asker may not do this, whatever the protocol says. */
        FORBIDDEN,
        /** The protocol refuses it, and no fact can change that. */
        REFUSED,
        /** The protocol would allow it once the named facts are on record. */
        NEEDS,
        /** The state of things does not allow it now. */
        CONFLICT,
        /** Too many at once, or the store is full; later it may go through. */
        BUSY
    }

    public Refusal {
        details = List.copyOf(details);
    }

    public static Refusal of(Kind kind, String code, String message) {
        return new Refusal(kind, code, message, List.of());
    }

    public static Refusal wrong(String code, String message) {
        return of(Kind.WRONG, code, message);
    }

    public static Refusal unknown(String what, String id) {
        return of(Kind.UNKNOWN, "unknown-" + what, "There is no " + what + " \"" + id + "\".");
    }

    public static Refusal forbidden(String code, String message) {
        return of(Kind.FORBIDDEN, code, message);
    }

    public static Refusal conflict(String code, String message) {
        return of(Kind.CONFLICT, code, message);
    }
}
