package org.sluice.gateway.domain.deposit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A side file as its person put it; see {@link SideName}.
 *
 * @param text the whole of it, as it was sent
 * @param at when it was sent last
 * @param depositId the deposit that it was applied to, if there was one yet
 */
public record SideFile(
        String id, String personId, Spot spot, SideName name, String text, Instant at, Optional<String> depositId) {
    /** Bytes of the longest. */
    public static final int LONGEST = 64 << 10;

    /** Bytes of its text. */
    public int size() {
        return bytes().length;
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The spot of the file that it speaks of. */
    public Spot subject() {
        return spot.named(name.subject());
    }

    /** Its words are its person's, and no log's. */
    @Override
    public String toString() {
        return "SideFile[" + spot + "]";
    }
}
