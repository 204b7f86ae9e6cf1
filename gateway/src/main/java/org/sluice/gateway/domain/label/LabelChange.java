package org.sluice.gateway.domain.label;

import java.util.List;

/** What came of setting one key of a label. */
public sealed interface LabelChange {
    /** The label with the key set. */
    record Accepted(Label label) implements LabelChange {}

    /**
     * The label stays as it was.
     *
     * @param key the key as it was given
     * @param value the value as it was given
     * @param allowed the words that would have been right; empty where the value is free text
     * @param sentence what is wrong and what to write instead, in English
     */
    record Mistaken(String key, String value, List<String> allowed, String sentence) implements LabelChange {
        public Mistaken {
            allowed = List.copyOf(allowed);
        }
    }
}
