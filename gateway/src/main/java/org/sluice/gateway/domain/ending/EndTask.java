package org.sluice.gateway.domain.ending;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One copy that somebody has to account for.
 *
 * @param holder the contact or person who fetched it, or the participant whose deposit rests here
 * @param way {@code link}, {@code inbox}, or {@code owner} for the copy that rests here
 * @param participant of the holder, if any
 * @param asked the person who was asked
 */
public record EndTask(
        String id,
        String endId,
        String depositId,
        String holder,
        String way,
        Optional<String> participant,
        String asked,
        Instant askedAt,
        Optional<Given> answer) {
    public static final String OWNER = "owner";

    /** What became of it. */
    public enum Fate {
        RETURNED,
        DESTROYED,
        /** A law obliges the holder to keep it. */
        KEPT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Fate> of(String word) {
            for (Fate fate : values()) {
                if (fate.word().equals(word)) {
                    return Optional.of(fate);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * The answer.
     *
     * @param words how and when; or where the evidence is
     * @param duty the lawful duty under which it is kept; absent otherwise
     * @param by a person, {@code administrator} on evidence, or {@code gateway} for what was destroyed here
     */
    public record Given(Fate fate, String words, Optional<String> duty, String by, Instant at) {}

    /** Whether it is the gateway's own copy. */
    public boolean restsHere() {
        return way.equals(OWNER);
    }

    public boolean open() {
        return answer.isEmpty();
    }
}
