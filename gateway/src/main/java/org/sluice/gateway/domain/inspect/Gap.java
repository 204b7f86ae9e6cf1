package org.sluice.gateway.domain.inspect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of a file that was not looked at, and why. */
public record Gap(String place, Why why) {
    /** The one gap of a file that its sender sealed. */
    public static final Gap SEALED_WHOLE = new Gap("all of it", Why.SEALED_BY_SENDER);

    /** Why. */
    public enum Why {
        PASSWORD_PROTECTED,
        /** It is an age file or an OpenPGP message: nobody but its recipients can look into it, and its depositor answers for it. */
        SEALED_BY_SENDER,
        UNKNOWN_FORMAT,
        OLD_OFFICE_FORMAT,
        /** A page that is a picture, for instance: there may be words on it, but none that a program reads. */
        NO_TEXT,
        TOO_BIG,
        TOO_MANY_PARTS,
        TOO_DEEP,
        TOO_SLOW,
        DAMAGED,
        /** By the virus scanner's word; it is not opened. */
        INFECTED,
        DESTROYED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Why> of(String word) {
            return Arrays.stream(values())
                    .filter(why -> why.word().equals(word))
                    .findFirst();
        }
    }

    /** For example {@code file 3: password-protected}. */
    public String sentence() {
        return place + ": " + why.word();
    }
}
