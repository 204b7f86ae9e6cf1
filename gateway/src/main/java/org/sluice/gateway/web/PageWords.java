package org.sluice.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The pages' words in one language. Immutable. */
public final class PageWords {
    private static final String[] UNITS = {"size.bytes", "size.kb", "size.mb", "size.gb", "size.tb"};

    private final String language;
    private final Map<String, String> texts;

    private PageWords(String language, Map<String, String> texts) {
        this.language = language;
        this.texts = Map.copyOf(texts);
    }

    static PageWords load(String language) {
        try (InputStream in =
                PageWords.class.getResourceAsStream("/org/sluice/gateway/words/pages_" + language + ".properties")) {
            if (in == null) {
                throw new IllegalStateException("There are no page words for " + language + ".");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new HashMap<>();
            properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
            return new PageWords(language, texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String language() {
        return language;
    }

    /** The writing direction, as the attribute {@code dir} has it. */
    public String direction() {
        return language.equals("ar") ? "rtl" : "ltr";
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    Map<String, String> all() {
        return texts;
    }

    /** The text of a key; the key itself where there is none, so that a page never breaks for a missing word. */
    public String say(String key) {
        return texts.getOrDefault(key, key);
    }

    /** The text of a key with its places filled in. */
    public String say(String key, Object... values) {
        return new MessageFormat(say(key).replace("'", "''"), locale()).format(values);
    }

    /** A size in the unit that a person would take, decimal as file managers and phones show it. */
    public String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String number =
                unit == 0 || value >= 99.95 ? Long.toString(Math.round(value)) : String.format(locale(), "%.1f", value);
        return say(UNITS[unit], number);
    }

    /** Day and time in UTC. */
    public String instant(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(locale())
                        .format(instant.atZone(ZoneOffset.UTC))
                + ", "
                + DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(instant.atZone(ZoneOffset.UTC)) + " UTC";
    }

    /** How long from now, in its largest unit, rounded down. */
    public String span(Duration left) {
        if (left.toHours() >= 48) {
            return say("span.days", Long.toString(left.toDays()));
        }
        return left.toMinutes() >= 120
                ? say("span.hours", Long.toString(left.toHours()))
                : say("span.minutes", Long.toString(Math.max(0, left.toMinutes())));
    }

    private Locale locale() {
        return Locale.forLanguageTag(language);
    }
}
