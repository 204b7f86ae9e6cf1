package org.sluice.gateway.domain;

import java.util.Locale;

/**
 * A signed document whose bytes lie sealed with the other bodies: no deposit, and released to nobody.
 *
 * @param of what it belongs to
 * @param id of the record that it belongs to
 * @param name of the file
 * @param size of the file in bytes
 * @param sha256 of the file, in lower-case hex
 */
public record KeptDocument(Of of, String id, String name, long size, String sha256, String bodyId) {
    /** What documents belong to; each has a table of its own. */
    public enum Of {
        ADHERENCE,
        AGREEMENT,
        ASSESSMENT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
