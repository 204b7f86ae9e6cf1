package org.sluice.gateway.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.protocol.Titles;

/** Chooses the language of a page: what the address says, else what the browser prefers, else English. Thread-safe. */
final class Languages {
    private final Map<String, PageWords> words = new LinkedHashMap<>();

    Languages() {
        Titles.LANGUAGES.forEach(language -> words.put(language, PageWords.load(language)));
    }

    PageWords of(HttpServerExchange exchange) {
        return chosen(exchange)
                .or(() -> preferred(exchange.getRequestHeaders().getFirst(Headers.ACCEPT_LANGUAGE)))
                .flatMap(language -> Optional.ofNullable(words.get(language)))
                .orElseThrow();
    }

    /** {@code ?lang=…} if the address chose a language, else nothing: what links and forms of the page go on with. */
    String suffix(HttpServerExchange exchange) {
        return chosen(exchange).map(language -> "?lang=" + language).orElse("");
    }

    private Optional<String> chosen(HttpServerExchange exchange) {
        Deque<String> asked = exchange.getQueryParameters().get("lang");
        return asked == null
                ? Optional.empty()
                : Optional.ofNullable(asked.peekFirst()).filter(words::containsKey);
    }

    Optional<String> preferred(@org.jspecify.annotations.Nullable String header) {
        if (header != null && header.length() <= 500) {
            try {
                List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header);
                for (Locale.LanguageRange range : ranges) {
                    String language = Locale.forLanguageTag(range.getRange()).getLanguage();
                    if (range.getWeight() > 0 && words.containsKey(language)) {
                        return Optional.of(language);
                    }
                }
            } catch (IllegalArgumentException e) {
                // A malformed header is one that says nothing.
                return Optional.of("en");
            }
        }
        return Optional.of("en");
    }
}
