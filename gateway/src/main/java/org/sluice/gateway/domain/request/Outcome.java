package org.sluice.gateway.domain.request;

import java.util.Locale;
import java.util.Optional;

/** What a request for information was answered. */
public enum Outcome {
    GRANTED,
    PARTLY,
    REFUSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Outcome> of(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
