package org.sluice.gateway.domain.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether it happened. All three start the same clocks: Alliance DPISP, section on breaches. */
public enum Certainty {
    ACTUAL,
    SUSPECTED,
    THREATENED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Certainty> of(String word) {
        return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Certainty::word).toList();
    }
}
