package org.sluice.gateway.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.protocol.Protocol;

/** Protocols as YAML documents of the schema {@code sluice-protocol/1}; the shipped ones show how to write one. */
public final class ProtocolFile {
    private static final List<String> SHIPPED = List.of("turkey-cross-border", "iasc-template", "alliance-dpisp");

    private ProtocolFile() {}

    /** Reads and checks a protocol; finds every mistake at once. The text is at most 1 MiB characters long. */
    public static Loaded load(String yaml) {
        List<Mistake> mistakes = new ArrayList<>();
        Optional<Protocol> protocol =
                YamlText.read(yaml, mistakes).flatMap(node -> ProtocolReader.read(new Place(node, "", mistakes)));
        if (mistakes.isEmpty() && protocol.isPresent()) {
            return new Loaded.Good(protocol.get());
        }
        mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
        return new Loaded.Bad(mistakes);
    }

    /** The protocols that come with the program: their ids, in a stable order, and their texts. */
    public static Map<String, String> shipped() {
        Map<String, String> texts = new LinkedHashMap<>();
        SHIPPED.forEach(id -> texts.put(id, resource(id)));
        return texts;
    }

    /**
     * A shipped protocol, read.
     *
     * @throws IllegalArgumentException if none has this id
     * @throws IllegalStateException if the shipped text has mistakes: the program was built wrongly
     */
    public static Protocol shipped(String id) {
        if (!SHIPPED.contains(id)) {
            throw new IllegalArgumentException(
                    "No protocol \"" + id + "\" is shipped; there are " + String.join(", ", SHIPPED) + ".");
        }
        return switch (load(resource(id))) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad ->
                throw new IllegalStateException("The shipped protocol " + id + " has mistakes: " + bad);
        };
    }

    private static String resource(String id) {
        try (InputStream in = ProtocolFile.class.getResourceAsStream("/protocols/" + id + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("The shipped protocol " + id + " is not in the program's files.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The shipped protocol " + id + " cannot be read.", e);
        }
    }
}
