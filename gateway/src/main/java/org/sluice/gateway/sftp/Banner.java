package org.sluice.gateway.sftp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.protocol.Titles;
import org.sluice.gateway.words.Words;

/**
 * What a client shows before it logs in: the administrator's words or our own, then a line in each language from every
 * protocol in force; and nothing that helps a stranger. Thread-safe.
 */
final class Banner {
    /** Characters; a protocol whose lines would go beyond is left out whole, so that no line ends in mid-sentence. */
    static final int LONGEST = 8000;

    private static final Logger LOG = LoggerFactory.getLogger(Banner.class);
    private static final String END = "\r\n";

    private final String first;
    private final Supplier<List<Titles>> protocols;

    /**
     * @param first whole lines; if it is empty nothing is shown at all
     * @param protocols what those in force say at the moment, in the order in which it is shown
     */
    Banner(String first, Supplier<List<Titles>> protocols) {
        this.first = first;
        this.protocols = protocols;
    }

    static String usual(Words words) {
        return Words.LANGUAGES.stream()
                .map(language -> words.text(language, "banner", Map.of()) + END)
                .collect(Collectors.joining());
    }

    /** As it stands now: asked for each connection, so that a changed protocol speaks from the next one on. */
    String text() {
        if (first.isEmpty()) {
            return first;
        }
        StringBuilder text = new StringBuilder(first);
        Set<String> said = new LinkedHashSet<>();
        for (Titles banner : inForce()) {
            // Protocols that were made from one template often say the same.
            String lines = Titles.LANGUAGES.stream()
                    .map(language -> banner.byLanguage().get(language))
                    .filter(Objects::nonNull)
                    .filter(said::add)
                    .map(line -> line + END)
                    .collect(Collectors.joining());
            if (text.length() + lines.length() <= LONGEST) {
                text.append(lines);
            }
        }
        return text.toString();
    }

    private List<Titles> inForce() {
        try {
            return protocols.get();
        } catch (RuntimeException e) {
            // Whether anybody may come in is decided elsewhere, and does not hang on a greeting.
            LOG.warn("What the protocols say before log-in can't be read; only our own words are shown", e);
            return List.of();
        }
    }
}
