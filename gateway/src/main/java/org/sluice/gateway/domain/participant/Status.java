package org.sluice.gateway.domain.participant;

import java.util.Locale;

/** Where a participant stands. {@code WITHDRAWING} still acts until its effective date. */
public enum Status {
    ACTIVE,
    SUSPENDED,
    WITHDRAWING,
    WITHDRAWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
