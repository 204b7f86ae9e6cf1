package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.Handling;
import org.sluice.gateway.domain.protocol.Obligation;
import org.sluice.gateway.domain.protocol.Scope;
import org.sluice.gateway.domain.protocol.Shared;

/** The page that teaches to write a protocol names every key and every word that the reader of protocols knows. */
final class ProtocolsPageTest {
    private static final Path READERS = Path.of("src", "main", "java", "org", "sluice", "gateway", "policy");
    /** How the readers take a key out of a mapping. */
    private static final Pattern KEY = Pattern.compile("\\bat, \"([a-z-]+)\"");

    private static Set<String> keys() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.list(READERS)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("(.*Reader|Headings)\\.java"))
                    .toList()) {
                KEY.matcher(Files.readString(file)).results().forEach(key -> keys.add(key.group(1)));
            }
        }
        return keys;
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>(Dimension.words());
        Arrays.stream(Dimension.values()).forEach(dimension -> words.addAll(dimension.ladder()));
        words.addAll(Channel.words());
        Arrays.stream(Scope.values()).map(Scope::word).forEach(words::add);
        Arrays.stream(Shared.values()).map(Shared::word).forEach(words::add);
        Arrays.stream(Disclosure.values()).map(Disclosure::word).forEach(words::add);
        Arrays.stream(FactKind.About.values()).map(FactKind.About::word).forEach(words::add);
        Arrays.stream(FactKind.GivenBy.values()).map(FactKind.GivenBy::word).forEach(words::add);
        Arrays.stream(Handling.SmallCounts.values())
                .map(Handling.SmallCounts::word)
                .forEach(words::add);
        Arrays.stream(Obligation.values()).map(Obligation::word).forEach(words::add);
        return words;
    }

    /** Said in words, and not only typed in an example: between backquotes, alone or as {@code key: value}. */
    private static List<String> untaught(Iterable<String> words) throws IOException {
        String page = Files.readString(Path.of("PROTOCOLS.md")).replaceAll("(?s)```.*?```", "");
        List<String> missing = new ArrayList<>();
        for (String word : words) {
            String quoted = Pattern.quote(word);
            if (!Pattern.compile("`(?:[a-z-]+: )?" + quoted + "(?::[^`]*)?`")
                    .matcher(page)
                    .find()) {
                missing.add(word);
            }
        }
        return missing;
    }

    @Test
    void every_key_that_the_readers_know_is_taught() throws IOException {
        assertThat(keys())
                .contains("flow", "least-signatures", "owner-names", "digest")
                .hasSizeGreaterThan(50);
        assertThat(untaught(keys())).isEmpty();
    }

    @Test
    void every_word_that_a_key_takes_is_taught() throws IOException {
        assertThat(untaught(words())).isEmpty();
    }
}
