package org.sluice.gateway.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences in the languages of the gateway, from message files in UTF-8 with placeholders such as {@code {file}}. Values
 * are put in as they are and never read as a pattern. Thread-safe.
 */
public final class Words {
    /** English first: whatever another language lacks is said in English. */
    public static final List<String> LANGUAGES = List.of("en", "fr", "ar", "tr");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

    private final Map<String, Map<String, String>> byLanguage;

    private Words(Map<String, Map<String, String>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /** The message files {@code <subject>_<language>.properties} beside this class. */
    public static Words about(String subject) {
        Map<String, Map<String, String>> byLanguage = new LinkedHashMap<>();
        for (String language : LANGUAGES) {
            byLanguage.put(language, load(subject + "_" + language + ".properties"));
        }
        return new Words(byLanguage);
    }

    /**
     * The sentences of a key with the values put in; a placeholder without a value becomes a dash.
     *
     * @param language a code such as {@code tr}; an unknown one counts as English
     * @throws IllegalArgumentException when not even English has the key
     */
    public String text(String language, String key, Map<String, String> values) {
        String pattern = find(language, key)
                .or(() -> find("en", key))
                .orElseThrow(() -> new IllegalArgumentException("There are no words for \"" + key + "\"."));
        Matcher matcher = PLACEHOLDER.matcher(pattern);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "–")));
    }

    /** What a language has words for. */
    Set<String> keys(String language) {
        return new TreeSet<>(byLanguage.getOrDefault(language, Map.of()).keySet());
    }

    /** The placeholders of a key. */
    Set<String> placeholders(String language, String key) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(find(language, key).orElse(""));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private Optional<String> find(String language, String key) {
        return Optional.ofNullable(byLanguage.getOrDefault(language, Map.of()).get(key));
    }

    private static Map<String, String> load(String file) {
        try (InputStream in = Words.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The words " + file + " are not in the program's files.");
            }
            Properties read = new Properties();
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                read.load(reader);
            }
            Map<String, String> words = new LinkedHashMap<>();
            read.stringPropertyNames().forEach(key -> words.put(key, read.getProperty(key)));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("The words " + file + " can't be read.", e);
        }
    }
}
