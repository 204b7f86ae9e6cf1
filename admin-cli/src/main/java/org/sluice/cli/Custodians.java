package org.sluice.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.crypto.RootShares;

/** How many of how many custodians are needed, as "3-of-5". */
record Custodians(int needed, int made) {
    static final Custodians NONE = new Custodians(0, 0);

    private static final Pattern WORDS = Pattern.compile("(\\d{1,2})-of-(\\d{1,2})");

    static Custodians parse(String text) {
        Matcher parts = WORDS.matcher(text);
        if (parts.matches()) {
            Custodians given = new Custodians(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
            if (RootShares.isSplit(given.needed(), given.made())) {
                return given;
            }
        }
        throw new Failure(Problem.wrong(
                "usage",
                "Say how many custodians are needed of how many, such as 3-of-5: 2 at least, and of 16 at most."));
    }
}
