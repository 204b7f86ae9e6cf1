package org.sluice.gateway.domain.participant;

import java.util.Set;

/** Somebody of a participant, with roles and keys. The id is also the log-in name. {@code language}: en, fr, ar or tr. */
public record Person(String id, String participantId, String name, String email, String language, Set<Role> roles) {

    public Person {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
