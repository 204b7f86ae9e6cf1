package org.sluice.crypto;

import java.util.List;

/**
 * What a scrub found.
 *
 * @param body the body
 * @param state what the file is, as far as that shows without keys
 * @param length plain bytes: of a finished body all, of an unfinished one those in whole full frames, else 0
 * @param damage what is broken, in words; empty unless the state is {@code DAMAGED}
 */
public record ScrubReport(BodyId body, State state, long length, List<String> damage) {

    /** An unfinished body may have a torn tail, which a resume cuts off: that is no damage. */
    public enum State {
        FINISHED,
        UNFINISHED,
        DAMAGED
    }

    public ScrubReport {
        damage = List.copyOf(damage);
        if (damage.isEmpty() == (state == State.DAMAGED)) {
            throw new IllegalArgumentException("damage is listed if and only if there is some");
        }
    }
}
