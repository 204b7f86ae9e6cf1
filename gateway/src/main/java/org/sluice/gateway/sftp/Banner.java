package org.sluice.gateway.sftp;

import java.util.stream.Collectors;
import org.sluice.gateway.words.Words;

/** What a client shows before it logs in: short, in all languages, and nothing that helps a stranger. */
final class Banner {
    private Banner() {}

    static String usual(Words words) {
        return Words.LANGUAGES.stream()
                .map(language -> words.text(language, "banner", java.util.Map.of()) + "\r\n")
                .collect(Collectors.joining());
    }
}
