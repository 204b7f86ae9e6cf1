package org.sluice.gateway.domain.label;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A classification with its own rules and its own keys, in order from the least to the most protected. */
public enum Channel {
    PUBLIC,
    RESTRICTED,
    CONFIDENTIAL,
    STRICTLY_CONFIDENTIAL;

    /** The word that people, folders and protocols use, for example {@code strictly-confidential}. */
    public String word() {
        return switch (this) {
            case PUBLIC -> "public";
            case RESTRICTED -> "restricted";
            case CONFIDENTIAL -> "confidential";
            case STRICTLY_CONFIDENTIAL -> "strictly-confidential";
        };
    }

    /** The channel of exactly this word; a word in other letters or with spaces is none. */
    public static Optional<Channel> of(String word) {
        return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst();
    }

    /** Every word, from the least to the most protected. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Channel::word).toList();
    }

    /** Whether this channel protects as much as {@code least} or more. */
    public boolean atLeast(Channel least) {
        return compareTo(least) >= 0;
    }
}
