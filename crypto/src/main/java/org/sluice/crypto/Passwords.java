package org.sluice.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Passwords of links and people: normalised, hashed with Argon2id, generated (FORMAT.md, "Passwords"). Hashing and matching
 * normalise by themselves. Both take a core for about 150 ms, and 64 MiB: keep them off threads that serve
 * others. Safe for several threads.
 */
public final class Passwords {

    /** Longest password taken, in UTF-16 units before normalising. */
    public static final int LONGEST = 256;

    /** How a generated password is spelled. */
    public enum Spelling {
        /**
         * 15 letters in five groups of three, 64.8 bits: no i, l, o, which look alike, no q, w, y, which keyboards move.
         */
        LETTERS("abcdefghjkmnprstuvxz", 1, 3),
        /** 20 digits in five groups of four, 66.4 bits, for those who do not type Latin letters. */
        DIGITS("0123456789", 1, 4),
        /**
         * 10 syllables in five words of two, 61.3 bits: a consonant and a vowel each, of those that most languages say
         * alike, for who reads a password out on the telephone.
         */
        WORDS(syllables("bdfgklmnprstvz", "aeiou"), 2, 2);

        private static final int GROUPS = 5;
        private final String alphabet;
        private final int unit;
        private final int group;

        /**
         * @param alphabet its units, one after another
         * @param unit characters of each
         * @param group units of each group
         */
        Spelling(String alphabet, int unit, int group) {
            this.alphabet = alphabet;
            this.unit = unit;
            this.group = group;
        }

        private static String syllables(String consonants, String vowels) {
            StringBuilder all = new StringBuilder();
            consonants
                    .codePoints()
                    .forEach(first -> vowels.codePoints()
                            .forEach(second -> all.appendCodePoint(first).appendCodePoint(second)));
            return all.toString();
        }

        private String one(SecureRandom random) {
            int at = unit * random.nextInt(alphabet.length() / unit);
            return alphabet.substring(at, at + unit);
        }
    }

    private final SecureRandom random;
    private final Argon2 cost;

    /** New hashes cost what FORMAT.md says. */
    public Passwords(SecureRandom random) {
        this(random, Argon2.COST);
    }

    /**
     * New hashes at a cost of the caller's own: for tests of what has nothing to do with it, thousands of which would
     * spend most of their time here. Hashes of any bearable cost match, whoever made them.
     *
     * @param memory KiB
     * @param passes over the memory
     */
    public Passwords(SecureRandom random, int memory, int passes) {
        this(random, new Argon2(memory, passes, 1));
    }

    private Passwords(SecureRandom random, Argon2 cost) {
        this.random = random;
        this.cost = cost;
    }

    /**
     * The PHC string to store.
     *
     * @throws IllegalArgumentException when nothing is left of the password after normalising, or it is too long; how
     *     strong a chosen password must be is the caller's rule
     */
    public String hash(String password) {
        String normal = password.length() > LONGEST ? "" : normalise(password);
        if (normal.isEmpty()) {
            throw new IllegalArgumentException("a password has at least one letter, digit or sign, and at most 256");
        }
        byte[] salt = new byte[Argon2.SALT];
        random.nextBytes(salt);
        return cost.phc(salt, argon2(cost, normal, salt));
    }

    /** Whether the password is the one behind the PHC string, in constant time; false for anything odd about either. */
    public boolean matches(String password, String phc) {
        Optional<Argon2.Stored> stored = Argon2.parse(phc);
        String normal = password.length() > LONGEST ? "" : normalise(password);
        if (stored.isEmpty() || normal.isEmpty()) {
            return false;
        }
        byte[] computed = argon2(stored.get().cost, normal, stored.get().salt);
        return MessageDigest.isEqual(computed, stored.get().hash);
    }

    /** Whether a hash was made at another cost than new ones are, so that it is made anew at the next log-in. */
    public boolean isOutdated(String phc) {
        return Argon2.parse(phc).map(stored -> !stored.cost.equals(cost)).orElse(true);
    }

    /** How a new link's key is to be made, with a salt of its own: what is stored for the check is no help. */
    public LinkLock lock() {
        byte[] salt = new byte[Argon2.SALT];
        random.nextBytes(salt);
        return new LinkLock(cost, salt);
    }

    /**
     * The key that a link's token and password give together, at the cost of one hash; nobody says whether they are right,
     * only the record that it opens or does not.
     */
    public static LinkKey key(LinkLock lock, String linkId, Token token, String password) {
        String normal = password.length() > LONGEST ? "" : normalise(password);
        if (normal.isEmpty()) {
            throw new IllegalArgumentException("a password has at least one letter, digit or sign, and at most 256");
        }
        byte[] stretched = argon2(lock.cost(), normal, lock.salt());
        try {
            return LinkKey.of(linkId, stretched, token);
        } finally {
            Arrays.fill(stretched, (byte) 0);
        }
    }

    public GeneratedPassword generate(Spelling spelling) {
        StringBuilder spelled = new StringBuilder();
        for (int i = 0; i < Spelling.GROUPS * spelling.group; i++) {
            if (i > 0 && i % spelling.group == 0) {
                spelled.append('-');
            }
            spelled.append(spelling.one(random));
        }
        return new GeneratedPassword(spelled.toString());
    }

    /**
     * A password that somebody chose, to be handled like one that was just made. How strong it must be is the caller's rule.
     */
    public static GeneratedPassword chosen(String password) {
        return new GeneratedPassword(password);
    }

    /**
     * What two spellings of one password have in common, whatever keyboard or messenger they came through: no case, no
     * spaces, dashes or invisible characters, digits as 0 to 9. Normalising twice changes nothing.
     */
    public static String normalise(String password) {
        StringBuilder kept = new StringBuilder(password.length());
        Normalizer.normalize(password, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> !isLeftOut(c))
                .map(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c)
                .forEach(kept::appendCodePoint);
        // A Turkish phone capitalises i to dotted İ, and offers ı beside it.
        String latin = kept.toString().replace('\u0130', 'i').replace('\u0131', 'i');
        StringBuilder folded = new StringBuilder(latin.length());
        latin.codePoints().mapToObj(Passwords::folded).forEach(folded::append);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    /** Up and down again, as some letters have two lower-case forms; one by one, as sigma looks at its neighbours. */
    private static String folded(int c) {
        String lower = Character.toString(c).toLowerCase(Locale.ROOT);
        return lower.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static boolean isLeftOut(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.DASH_PUNCTUATION,
                    Character.FORMAT -> true;
            default -> Character.isWhitespace(c) || c == '\u2212' || c == '\u02d7' || c == '\u2043';
        };
    }

    private static byte[] argon2(Argon2 cost, String normal, byte[] salt) {
        byte[] utf8 = normal.getBytes(StandardCharsets.UTF_8);
        try {
            return cost.hash(utf8, salt);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }
}
