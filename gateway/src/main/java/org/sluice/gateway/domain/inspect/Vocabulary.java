package org.sluice.gateway.domain.inspect;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words by which headings and names are known, in English, French, Arabic and Turkish.
 *
 * @param headings phrases, normalised by {@link #normal}
 * @param firstNames common first names, normalised
 * @param notNames words that stand beside a first name without being a family name, such as "report"
 */
public record Vocabulary(Map<Heading, Set<String>> headings, Set<String> firstNames, Set<String> notNames) {
    private static final int LONGEST_HEADING = 80;

    public Vocabulary {
        Map<Heading, Set<String>> copy = new EnumMap<>(Heading.class);
        headings.forEach((heading, words) -> copy.put(heading, Set.copyOf(words)));
        headings = Map.copyOf(copy);
        firstNames = Set.copyOf(firstNames);
        notNames = Set.copyOf(notNames);
    }

    /** What a cell says if it is a heading: its phrase must stand in it as whole words. */
    public Optional<Heading> heading(String cell) {
        if (cell.isBlank() || cell.length() > LONGEST_HEADING) {
            return Optional.empty();
        }
        String padded = " " + normal(cell) + " ";
        for (Heading heading : Heading.values()) {
            if (says(padded, heading)) {
                return Optional.of(heading);
            }
        }
        return Optional.empty();
    }

    private boolean says(String padded, Heading heading) {
        for (String phrase : headings.getOrDefault(heading, Set.of())) {
            if (padded.contains(" " + phrase + " ")) {
                return true;
            }
        }
        return false;
    }

    public boolean isFirstName(String word) {
        return firstNames.contains(word);
    }

    /**
     * Small letters without accents, vowel signs or punctuation, words apart by one space: so that {@code Prénom}, {@code
     * prenom} and {@code PRÉNOM:} are one word, and so are the two Turkish i.
     */
    public static String normal(String text) {
        String open = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replace('ı', 'i')
                .toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(open.length());
        boolean space = false;
        for (int i = 0; i < open.length(); i++) {
            char c = open.charAt(i);
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                continue;
            }
            if (Character.isLetterOrDigit(c)) {
                if (space && !out.isEmpty()) {
                    out.append(' ');
                }
                out.append(arabic(c));
                space = false;
            } else {
                space = true;
            }
        }
        return out.toString();
    }

    /** Forms of one Arabic letter that people write for each other. */
    private static char arabic(char c) {
        return switch (c) {
            case 'أ', 'إ', 'آ', 'ٱ' -> 'ا';
            case 'ى' -> 'ي';
            case 'ة' -> 'ه';
            default -> c;
        };
    }
}
