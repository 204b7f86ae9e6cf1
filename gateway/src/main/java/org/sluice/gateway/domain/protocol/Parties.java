package org.sluice.gateway.domain.protocol;

import java.util.Optional;
import java.util.Set;

/**
 * Between whom it goes.
 *
 * @param functions what the sending person does for its participant, such as {@code case-worker}; absent in a question of
 *     the kind "who at all may have this?", where any sender that a cell asks for is taken for granted
 * @param named whether the recipient is a named person and not a desk or a whole audience
 */
public record Parties(Optional<Set<String>> functions, boolean named) {
    /** For "who at all may have this?": whoever the cell asks for, on either side. */
    public static final Parties FITTING = new Parties(Optional.empty(), true);

    /** Nobody in particular, such as the readers of a public page. */
    public static final Parties NOBODY = new Parties(Optional.of(Set.of()), false);

    public Parties {
        functions = functions.map(Set::copyOf);
    }
}
