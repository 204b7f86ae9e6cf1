package org.sluice.gateway.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.protocol.Titles;

/** Reads what a protocol says to everybody who connects: a line for each language, which a terminal shows as it is. */
final class BannerReader {
    /** Characters of one line. */
    static final int LONGEST = 200;

    /** Control characters move a terminal's cursor, and line ends and marks of direction make one line look like another. */
    private static final Pattern UNSHOWABLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cn}\\p{Co}\\u2028\\u2029" + "\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    private BannerReader() {}

    static Titles read(Place place) {
        Map<String, String> lines = new LinkedHashMap<>();
        // Where its key is missing that was written down; this one only lets the reading go on.
        lines.put("en", "?");
        place.fields(Titles.LANGUAGES.subList(0, 1), Titles.LANGUAGES.subList(1, Titles.LANGUAGES.size()))
                .forEach((language, at) -> at.text().ifPresent(line -> {
                    if (UNSHOWABLE.matcher(line).find()) {
                        at.wrong("Here stands one line of plain text, without line ends, tabs and other control"
                                + " characters.");
                    } else if (line.length() > LONGEST) {
                        at.wrong("A line that is shown before log-in has at most " + LONGEST + " characters; this one"
                                + " has " + line.length() + ".");
                    } else {
                        lines.put(language, line);
                    }
                }));
        return new Titles(lines);
    }
}
