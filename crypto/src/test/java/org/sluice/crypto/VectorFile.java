package org.sluice.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A test vector: lines of {@code key: value}, in order (FORMAT.md, "Vectors"). */
public record VectorFile(String name, List<String> lines) {

    public static final Path FOLDER = Path.of("src/test/resources/vectors");

    public VectorFile {
        lines = List.copyOf(lines);
    }

    public static VectorFile load(String name) {
        try {
            List<String> kept = new ArrayList<>();
            for (String line : Files.readAllLines(FOLDER.resolve(name))) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    if (!line.contains(": ")) {
                        throw new IllegalArgumentException(name + ": no key in line: " + line);
                    }
                    kept.add(line);
                }
            }
            return new VectorFile(name, kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<VectorFile> all(String... kinds) {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".txt"))
                    .sorted()
                    .map(VectorFile::load)
                    .filter(file -> List.of(kinds).contains(file.get("kind")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> each(String key) {
        String start = key + ": ";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    public Optional<String> find(String key) {
        return each(key).stream().findFirst();
    }

    public String get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(name + " has no " + key));
    }

    @Override
    public String toString() {
        return name;
    }
}
