package org.sluice.cli;

/** So many of something, in English. */
final class Counted {
    private Counted() {}

    /** @param one the word for one of them, whose plural ends in s */
    static String of(long many, String one) {
        return many + " " + one + (many == 1 ? "" : "s");
    }
}
