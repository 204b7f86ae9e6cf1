package org.sluice.gateway.domain.label;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** The two kinds of text that a label holds: names of types and audiences, and one line of free words. */
public final class Words {
    public static final int LONGEST_NAME = 64;
    public static final int LONGEST_LINE = 500;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** A case code: letters of ASCII, digits and hyphens, so that no name in another script can hide in it. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*");

    private Words() {}

    public static boolean isCode(String text) {
        return text.length() <= LONGEST_NAME && CODE.matcher(text).matches();
    }

    public static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    /**
     * The text in Unicode form NFC without space around it, so that equal texts have equal hashes; nothing if it is
     * empty, too long, or holds a character that would end or hide a part of the line (controls, line and paragraph
     * ends, half surrogates).
     */
    static Optional<String> line(String text) {
        String line = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        boolean plain = line.codePoints().noneMatch(Words::hides);
        return line.isEmpty() || line.length() > LONGEST_LINE || !plain ? Optional.empty() : Optional.of(line);
    }

    private static boolean hides(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
