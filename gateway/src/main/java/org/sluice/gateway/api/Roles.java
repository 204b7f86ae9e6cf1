package org.sluice.gateway.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.participant.Role;

/** Roles by their words. */
final class Roles {
    private Roles() {}

    static Set<Role> of(List<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            roles.add(Role.of(word)
                    .orElseThrow(() -> new RefusedException(Refusal.wrong(
                            "bad-role",
                            "There is no role \"" + word + "\"; take "
                                    + Arrays.stream(Role.values())
                                            .map(Role::word)
                                            .collect(Collectors.joining(", "))
                                    + "."))));
        }
        return roles;
    }
}
