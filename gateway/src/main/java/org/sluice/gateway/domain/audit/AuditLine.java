package org.sluice.gateway.domain.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * One line of the chain. Its {@link #text()} is exactly what is stored and hashed.
 *
 * @param seq counts from 1 without gaps
 * @param at when it happened, in whole milliseconds (by the clock of the node that wrote it: clocks can step back)
 * @param kind the word of an {@link EventKind}, kept as text because a newer gateway may know more of them
 * @param digest SHA-256 of salt and payload, 64 lower-case hex digits
 * @param prev the hash of the line before, {@link #GENESIS} for the first
 */
public record AuditLine(long seq, Instant at, String kind, String digest, String prev) {
    /** What the first line names as the line before it. */
    public static final String GENESIS = "0".repeat(64);

    /** Bytes of the random salt that keeps a short payload from being guessed from its digest. */
    public static final int SALT_BYTES = 32;

    public AuditLine {
        if (seq < 1) {
            throw new IllegalArgumentException("An audit line counts from 1, not " + seq + ".");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(digest);
        Objects.requireNonNull(prev);
    }

    /** The line as the JSON text that is stored and hashed, without a line end. */
    public String text() {
        return "{\"seq\":" + seq + ",\"at\":" + JsonText.quote(at.toString()) + ",\"kind\":" + JsonText.quote(kind)
                + ",\"digest\":" + JsonText.quote(digest) + ",\"prev\":" + JsonText.quote(prev) + "}";
    }

    /** The hash that the next line names: SHA-256 of the text's UTF-8 bytes. */
    public String hash() {
        return Sha256.hex(text().getBytes(StandardCharsets.UTF_8));
    }

    /** The digest that binds a payload to its line. */
    public static String digest(byte[] salt, String payload) {
        return Sha256.hex(salt, payload.getBytes(StandardCharsets.UTF_8));
    }
}
