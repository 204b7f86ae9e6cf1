package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fingerprints for which this sender sealed before, in a file of its own. A gateway that was broken into could give out
 * a key of somebody else: then the fingerprint is another one than before, and nothing is sealed.
 */
final class KnownKeys {
    private final Path file;
    private final Map<String, Set<String>> known = new TreeMap<>();

    private KnownKeys(Path file) {
        this.file = file;
    }

    static KnownKeys read(Path file) {
        KnownKeys keys = new KnownKeys(file);
        try {
            for (String line : Files.readAllLines(file)) {
                int at = line.indexOf(' ');
                if (at > 0 && !line.startsWith("#")) {
                    keys.known
                            .computeIfAbsent(line.substring(0, at), who -> new TreeSet<>())
                            .add(line.substring(at + 1).strip());
                }
            }
        } catch (NoSuchFileException e) {
            return keys;
        } catch (IOException e) {
            throw new Failure(Problem.failed(
                    "no-known-keys", file + ", in which the keys that you know stand, can't be read; mend it first."));
        }
        return keys;
    }

    /** The fingerprints among these that are new for somebody with whom one exchanged before; none for a newcomer. */
    List<String> unexpected(String whom, List<String> fingerprints) {
        Set<String> before = known.getOrDefault(whom, Set.of());
        return before.isEmpty()
                ? List.of()
                : fingerprints.stream().filter(one -> !before.contains(one)).toList();
    }

    boolean isNew(String whom) {
        return !known.containsKey(whom);
    }

    void remember(String whom, List<String> fingerprints) {
        known.put(whom, new TreeSet<>(fingerprints));
    }

    void write() {
        List<String> lines = new ArrayList<>();
        lines.add("# The keys for which you sealed files, by recipient and fingerprint. Written by sluice send.");
        known.forEach((whom, fingerprints) -> fingerprints.forEach(one -> lines.add(whom + " " + one)));
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, ".known-keys-", ".part");
            Files.write(part, lines);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure(Problem.failed(
                    "no-known-keys", file + ", in which the keys that you know stand, can't be written."));
        }
    }
}
