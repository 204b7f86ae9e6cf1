package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.domain.participant.AllowedNetworks;

/**
 * What a releaser wishes of the links of a release, besides their ways, life and count.
 *
 * @param spelling of the passwords
 * @param networks from where the links open
 * @param destroyBy by when recipients destroy what they got
 */
public record LinkWishes(Passwords.Spelling spelling, AllowedNetworks networks, Optional<Instant> destroyBy) {
    public static final LinkWishes USUAL =
            new LinkWishes(Passwords.Spelling.LETTERS, AllowedNetworks.ANY, Optional.empty());
}
