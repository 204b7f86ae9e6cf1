package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shapes that CLI.md promises, held against real answers. */
final class Shapes {
    private final Map<String, List<String>> fields = new HashMap<>();

    static Shapes read() throws IOException {
        Shapes shapes = new Shapes();
        String text = Files.readString(Checkout.ROOT.resolve("admin-cli").resolve("CLI.md"));
        String block = text.substring(text.indexOf("<!-- CliReferenceIT"));
        block = block.substring(block.indexOf("```\n") + 4);
        block.substring(0, block.indexOf("```")).lines().forEach(line -> {
            String[] parts = line.split(" +", 2);
            shapes.fields.put(
                    parts[0],
                    Arrays.stream(parts[1].split(",", -1)).map(String::strip).toList());
        });
        return shapes;
    }

    boolean knows(String name) {
        return fields.containsKey(name);
    }

    /** Everything promised is there, arrays are arrays, and nothing is there that is not written down. */
    void hold(String name, JsonNode answer) {
        assertThat(fields).as("the shapes of CLI.md").containsKey(name);
        List<String> promised = fields.getOrDefault(name, List.of());
        assertThat(answer.isObject()).as(name + ": " + answer).isTrue();
        Set<String> known = new HashSet<>();
        for (String field : promised) {
            String bare = field.replace("[]", "").replace("?", "");
            known.add(bare);
            if (!field.endsWith("?")) {
                assertThat(answer.has(bare))
                        .as(name + "." + bare + " in " + answer)
                        .isTrue();
            }
            if (field.contains("[]") && answer.has(bare)) {
                assertThat(answer.path(bare).isArray())
                        .as(name + "." + bare + " in " + answer)
                        .isTrue();
            }
        }
        answer.fieldNames().forEachRemaining(field -> assertThat(known).as(name).contains(field));
    }

    void holdEach(String name, JsonNode answers) {
        assertThat(answers.isArray()).as(answers.toString()).isTrue();
        assertThat(answers).isNotEmpty();
        answers.forEach(answer -> hold(name, answer));
    }
}
