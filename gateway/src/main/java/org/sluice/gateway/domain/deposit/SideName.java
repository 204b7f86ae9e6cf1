package org.sluice.gateway.domain.deposit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a side file: one that is no deposit but speaks of the file beside it, as {@code 4w.xlsx.label.yaml} does of
 * {@code 4w.xlsx}, or of a whole folder, as {@code .label.yaml} does.
 *
 * @param kind what it says
 * @param subject the name of the file that it speaks of; empty for the whole folder
 * @param arriving whether its name says that it is still on its way, and will be renamed
 */
public record SideName(Kind kind, String subject, boolean arriving) {
    /** What a side file says of the file beside it. */
    public enum Kind {
        LABEL,
        /** Its SHA-256. */
        HASH;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the label file of {@code name} is called. */
    public static final String LABEL_ENDING = ".label.yaml";

    private static final List<String> LABELS = List.of(LABEL_ENDING, ".label.yml");
    private static final String HASHES = ".sha256";
    /** What some clients put between the name and the ending that says "still on its way", as rclone does. */
    private static final Pattern TOKEN = Pattern.compile("\\.[0-9A-Za-z]{4,16}$");

    /** What this name says, if it is a side file's, finished or still on its way. */
    public static Optional<SideName> of(String name) {
        List<String> finished = finished(name);
        for (int i = 0; i < finished.size(); i++) {
            Optional<SideName> side = finished(finished.get(i), i > 0);
            if (side.isPresent()) {
                return side;
            }
        }
        return Optional.empty();
    }

    /** The names under which a file of this name may end: its own first, then without what says "still on its way". */
    public static List<String> finished(String name) {
        List<String> names = new ArrayList<>(List.of(name));
        if (FileName.isTemporary(name)) {
            String cut = name.substring(0, name.lastIndexOf('.'));
            String more = TOKEN.matcher(cut).replaceFirst("");
            if (!cut.isEmpty()) {
                names.add(cut);
            }
            if (!more.isEmpty() && !more.equals(cut)) {
                names.add(more);
            }
        }
        return names;
    }

    private static Optional<SideName> finished(String name, boolean arriving) {
        String small = name.toLowerCase(Locale.ROOT);
        for (String ending : LABELS) {
            if (small.endsWith(ending)) {
                return Optional.of(new SideName(Kind.LABEL, before(name, ending), arriving));
            }
        }
        return small.endsWith(HASHES) && name.length() > HASHES.length()
                ? Optional.of(new SideName(Kind.HASH, before(name, HASHES), arriving))
                : Optional.empty();
    }

    private static String before(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    /** Whether it speaks of every file of its folder. */
    public boolean ofFolder() {
        return subject.isEmpty();
    }
}
