package org.sluice.gateway.web;

import java.util.List;

/**
 * What every page has.
 *
 * @param here the path of this page, for the links that switch the language
 * @param suffix {@code ?lang=…} where the reader chose a language
 * @param style the address of the style sheet
 */
public record Page(PageWords words, String here, String suffix, String style) {
    /** A language with its own name. */
    public record Other(String code, String name) {}

    private static final List<Other> LANGUAGES = List.of(
            new Other("en", "English"),
            new Other("fr", "Français"),
            new Other("ar", "العربية"),
            new Other("tr", "Türkçe"));

    public List<Other> languages() {
        return LANGUAGES;
    }

    public String say(String key) {
        return words.say(key);
    }
}
