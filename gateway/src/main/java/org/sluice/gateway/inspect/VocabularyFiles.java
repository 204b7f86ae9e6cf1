package org.sluice.gateway.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.gateway.domain.inspect.Heading;
import org.sluice.gateway.domain.inspect.Vocabulary;

/** The words by which headings and names are known, from the text files beside this class. */
public final class VocabularyFiles {
    private VocabularyFiles() {}

    public static Vocabulary load() {
        Map<Heading, Set<String>> headings = new EnumMap<>(Heading.class);
        for (String line : lines("headings.txt")) {
            int colon = line.indexOf(':');
            Heading heading = Arrays.stream(Heading.values())
                    .filter(known -> known.word().equals(line.substring(0, Math.max(0, colon))))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("headings.txt names no heading in: " + line));
            Set<String> phrases = headings.computeIfAbsent(heading, unused -> new HashSet<>());
            for (String phrase : line.substring(colon + 1).split(",", -1)) {
                phrases.add(Vocabulary.normal(phrase));
            }
        }
        return new Vocabulary(headings, words("first-names.txt"), words("not-names.txt"));
    }

    private static Set<String> words(String file) {
        Set<String> words = new HashSet<>();
        for (String line : lines(file)) {
            for (String word : line.split(" ", -1)) {
                words.add(Vocabulary.normal(word));
            }
        }
        words.remove("");
        return words;
    }

    private static List<String> lines(String file) {
        try (InputStream in = VocabularyFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The words " + file + " are not in the program's files.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The words " + file + " can't be read.", e);
        }
    }
}
