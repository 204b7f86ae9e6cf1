package org.sluice.gateway.domain.inspect;

import java.util.List;

/**
 * What was found in a file, and in how much of it. That nothing was found never means that nothing is there.
 *
 * @param gaps what was not looked at
 * @param looked what was, in words: {@code looked at 20,000 of 120,000 rows}
 */
public record Report(List<Finding> findings, List<Gap> gaps, String looked) {
    public Report {
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
    }

    /** How an inspection ended, or that it has not. */
    public enum State {
        PENDING("pending"),
        FOUND("found"),
        NOTHING_FOUND("nothing-found"),
        NOT_INSPECTED("not-inspected");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException if there is no such state */
        public static State of(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("No inspection is \"" + word + "\".");
        }
    }

    public State state() {
        if (!findings.isEmpty()) {
            return State.FOUND;
        }
        return gaps.isEmpty() ? State.NOTHING_FOUND : State.NOT_INSPECTED;
    }
}
