package org.sluice.gateway.usecase;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import org.sluice.crypto.GeneratedPassword;
import org.sluice.crypto.Passwords;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;

/**
 * A password that a releaser chose: at least so long, and hard to guess by zxcvbn's measure, which knows what people choose.
 * Both look at it as it is hashed, without capitals, spaces and dashes. Thread-safe.
 */
public final class ChosenPassword {
    /** Letters, digits and signs that count. */
    public static final int SHORTEST = 12;
    /** Of 0 to 4: "safely unguessable, moderate protection from an offline attack". */
    private static final int STRONG = 3;
    /** zxcvbn's time grows with the length; the first hundred signs say enough. */
    private static final int MEASURED = 100;

    private static final List<String> OWN_WORDS = List.of("sluice", "password", "link", "files");

    private ChosenPassword() {}

    /** @throws RefusedException without repeating the password */
    public static GeneratedPassword of(String typed) {
        String counts = typed.length() > Passwords.LONGEST ? "" : Passwords.normalise(typed);
        if (counts.codePointCount(0, counts.length()) < SHORTEST) {
            throw new RefusedException(Refusal.wrong(
                    "weak-password",
                    "A chosen password has at least " + SHORTEST
                            + " letters, digits or signs, and at most 256 with spaces and dashes, which don't count."));
        }
        String measured = counts.length() > MEASURED ? counts.substring(0, MEASURED) : counts;
        if (new Zxcvbn().measure(measured, OWN_WORDS).getScore() < STRONG) {
            throw new RefusedException(Refusal.wrong(
                    "weak-password",
                    "This password is too easy to guess. Take several words that have nothing to do with one another,"
                            + " or let one be made."));
        }
        return Passwords.chosen(typed);
    }
}
