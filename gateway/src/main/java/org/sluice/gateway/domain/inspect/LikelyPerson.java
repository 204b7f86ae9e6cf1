package org.sluice.gateway.domain.inspect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a likely person's name or identity number in a few words. It errs on both sides; it only ever asks. */
public final class LikelyPerson {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final Vocabulary words;

    public LikelyPerson(Vocabulary words) {
        this.words = words;
    }

    /** In a sentence: a first name before another word with a capital letter, or before another first name. */
    public boolean inText(String text) {
        return number(text) || names(text, true) > 0;
    }

    /** In a file's name, where nobody minds capitals: a first name beside any word that files are not usually named by. */
    public boolean inFileName(String name) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return number(stem) || names(stem, false) > 0;
    }

    /** How many likely names a text holds. */
    long names(String text, boolean capitals) {
        String[] parts = BETWEEN_WORDS.split(text, -1);
        long names = 0;
        for (int i = 0; i + 1 < parts.length; i++) {
            if (isFirstName(parts[i], capitals) && isFurther(parts[i + 1], capitals)) {
                names++;
                i++;
            } else if (!capitals && isFurther(parts[i], false) && isFirstName(parts[i + 1], false)) {
                names++;
                i++;
            }
        }
        return names;
    }

    private boolean isFirstName(String word, boolean capitals) {
        return (!capitals || raised(word)) && words.isFirstName(Vocabulary.normal(word));
    }

    private boolean isFurther(String word, boolean capitals) {
        String normal = Vocabulary.normal(word);
        return normal.length() >= 2
                && normal.codePoints().allMatch(Character::isLetter)
                && !words.notNames().contains(normal)
                && (!capitals || (raised(word) && word.length() > 2) || words.isFirstName(normal));
    }

    /** With a capital letter, or in a script that has none. */
    private static boolean raised(String word) {
        return !word.isEmpty()
                && (Character.isUpperCase(word.codePointAt(0))
                        || Character.getType(word.codePointAt(0)) == Character.OTHER_LETTER);
    }

    private static boolean number(String said) {
        String text = Values.plain(said);
        if (Values.iban(text) || Values.unhcr(text)) {
            return true;
        }
        Matcher eleven = Values.ELEVEN_DIGITS.matcher(text);
        while (eleven.find()) {
            if (Values.turkishIdentity(eleven.group()) || Values.syrianIdentity(eleven.group())) {
                return true;
            }
        }
        return false;
    }
}
