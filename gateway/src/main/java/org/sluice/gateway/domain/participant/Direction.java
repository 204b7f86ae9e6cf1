package org.sluice.gateway.domain.participant;

import java.util.Locale;
import java.util.Optional;

/** Which way a suspended flow no longer runs, seen from the participant. */
public enum Direction {
    SENDING,
    RECEIVING,
    BOTH;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Direction> of(String word) {
        for (Direction direction : values()) {
            if (direction.word().equals(word)) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }

    boolean covers(Direction asked) {
        return this == BOTH || this == asked;
    }
}
