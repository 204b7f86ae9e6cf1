package org.sluice.gateway.domain.participant;

import java.util.Locale;
import java.util.Optional;

/** What a person does for its participant. */
public enum Role {
    DEPOSITOR,
    RELEASER,
    COORDINATOR,
    AUDITOR,
    ADMINISTRATOR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
