package org.sluice.gateway.usecase;

/** Words on their way into a record. */
final class Words {
    private static final int LONGEST = 4000;

    private Words() {}

    /** At most 4,000 characters, with a mark where something was left out. */
    static String cut(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }
}
