package org.sluice.gateway.domain.link;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How files are packed while they are sent over a link, so that they stay protected where they were saved. */
public enum Packing {
    /** As they are. */
    PLAIN,
    /** A ZIP under AES-256 (AE-2), for the programs that people have; the names of the files in it can be read. */
    ZIP,
    /** An age file, several files as a ZIP within. */
    AGE,
    /** Sealed for the recipient's own keys, as an age file or an OpenPGP message, several files as a ZIP within. */
    KEYS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Packing> of(String word) {
        return Arrays.stream(values())
                .filter(packing -> packing.word().equals(word))
                .findFirst();
    }
}
