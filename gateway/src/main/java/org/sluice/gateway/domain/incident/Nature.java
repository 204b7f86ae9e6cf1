package org.sluice.gateway.domain.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What sort of incident it is: words that say nothing about anybody, so that the common register can hold them. */
public enum Nature {
    LEAK,
    WRONG_RECIPIENT,
    UNAUTHORISED_ACCESS,
    ONWARD_DISCLOSURE,
    LOSS,
    ALTERATION,
    DEMAND,
    OTHER;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Nature> of(String word) {
        return Arrays.stream(values()).filter(n -> n.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Nature::word).toList();
    }
}
