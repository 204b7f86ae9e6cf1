package org.sluice.gateway.domain.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What something is called in the languages of the pages; English is always there. */
public record Titles(Map<String, String> byLanguage) {
    /** The languages of the pages: English, French, Arabic, Turkish. */
    public static final List<String> LANGUAGES = List.of("en", "fr", "ar", "tr");

    /** @throws IllegalArgumentException if there is no English title */
    public Titles {
        if (!byLanguage.containsKey("en")) {
            throw new IllegalArgumentException("A title needs its English words, under the key \"en\".");
        }
        byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
    }

    public static Titles english(String words) {
        return new Titles(Map.of("en", words));
    }

    /** The title in this language (a code such as {@code tr}), or in English where it has none. */
    public String in(String language) {
        return byLanguage.getOrDefault(language, english());
    }

    public String english() {
        return byLanguage.getOrDefault("en", "");
    }
}
