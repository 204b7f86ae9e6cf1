package org.sluice.gateway.domain.inspect;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words by which headings and names are known, in English, French, Arabic and Turkish.
 *
 * @param headings phrases, normalised by {@link #normal}
 * @param firstNames common first names, normalised
 * @param notNames words that stand beside a first name without being a family name, such as "report"
 */
public record Vocabulary(Map<Heading, Set<String>> headings, Set<String> firstNames, Set<String> notNames) {
    private static final int LONGEST_HEADING = 80;
    /** Between the words of firstName. */
    private static final Pattern CAMEL = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

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
        String words = normal(CAMEL.matcher(cell).replaceAll(" "));
        Optional<Heading> said = said(words);
        // Forms number their columns: phone1, name 2.
        return said.isPresent() || !Character.isDigit(words.isEmpty() ? ' ' : words.charAt(words.length() - 1))
                ? said
                : said(words.replaceAll("[ \\d]+$", ""));
    }

    private Optional<Heading> said(String words) {
        String padded = " " + words + " ";
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
        boolean plain = true;
        for (int i = 0; plain && i < text.length(); i++) {
            plain = text.charAt(i) < 0x80;
        }
        // Most words are plain, and each cell of a file comes by here.
        String open = (plain
                        ? text
                        : Normalizer.normalize(text, Normalizer.Form.NFKD).replace('ı', 'i'))
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
