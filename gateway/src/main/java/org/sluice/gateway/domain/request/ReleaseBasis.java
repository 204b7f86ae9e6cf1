package org.sluice.gateway.domain.request;

import java.util.Locale;

/**
 * On what a release to a third party rests.
 *
 * @param on the request, the agreement, or the protocol's cell
 */
public record ReleaseBasis(Kind kind, String on) {

    /** The four that the rules know. */
    public enum Kind {
        REQUEST,
        STANDING_REQUEST,
        AGREEMENT,
        FLOW;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public String words() {
        return kind.word() + " " + on;
    }
}
