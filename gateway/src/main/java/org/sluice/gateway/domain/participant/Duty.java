package org.sluice.gateway.domain.participant;

import java.util.Locale;
import java.util.Optional;

/** What a person answers for on behalf of its participant. */
public enum Duty {
    /** Keeps the list of the participant's persons and contacts right. */
    FOCAL_POINT,
    /** Confirms the contacts to whom personal data may go, in the coordinators' stead. */
    DATA_PROTECTION;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Duty> of(String word) {
        for (Duty duty : values()) {
            if (duty.word().equals(word)) {
                return Optional.of(duty);
            }
        }
        return Optional.empty();
    }
}
