package org.sluice.gateway.domain.protocol;

import java.util.Optional;

/**
 * One column heading of the matrix.
 *
 * @param isAlso the audience that this one is part of, whose cell counts where this one has none
 * @param who who belongs to it, in English
 * @param internal whether it is inside the group that the protocol binds: while a breach is open, nothing goes outside
 * @param thirdParty whether those of it are third parties, to whom a release needs something to rest on
 */
public record Audience(
        String id, Titles titles, Optional<String> isAlso, String who, boolean internal, ThirdParty thirdParty) {
    /** Everybody: the audience at which every look-up ends. */
    public static final String PUBLIC = "public";
}
