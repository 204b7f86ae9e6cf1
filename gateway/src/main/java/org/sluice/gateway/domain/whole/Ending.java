package org.sluice.gateway.domain.whole;

import java.util.Locale;

/**
 * What the form of a file says of its end.
 *
 * @param format as people call it, such as {@code PDF}; empty where it has no form whose end can be told
 * @param why a sentence in English; empty for a whole file
 */
public record Ending(State state, String format, String why) {
    /** Whether the end is there. */
    public enum State {
        /** Nobody looked yet. */
        PENDING,
        WHOLE,
        /** Nothing in such a file says where it ends, or finding that out would take too long. */
        UNTOLD,
        CUT_OFF;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws IllegalArgumentException if there is no such state */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public static final Ending PENDING = new Ending(State.PENDING, "", "");

    public static Ending whole(String format) {
        return new Ending(State.WHOLE, format, "");
    }

    public static Ending untold(String why) {
        return new Ending(State.UNTOLD, "", why);
    }

    public static Ending cutOff(String format, String why) {
        return new Ending(State.CUT_OFF, format, why);
    }
}
