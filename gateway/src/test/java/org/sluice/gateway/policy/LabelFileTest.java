package org.sluice.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelKey;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Label files as people write them: what is taken, what is told of what is not, and that the schema says the same. */
final class LabelFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KnownWords KNOWN = new KnownWords(Map.of(
            LabelKey.TYPE, List.of("email", "meeting-minutes"),
            LabelKey.SHARE_WITH, List.of("members", "ocha-imos"),
            LabelKey.ELEMENTS, List.of("age", "name"),
            LabelKey.WITHHELD, List.of("age", "name"),
            LabelKey.MARKS, List.of("unhcr")));
    private static final Label EMAIL = Label.of(Channel.RESTRICTED, "email");
    private static final JsonSchema SCHEMA = schema(KNOWN);

    private record Case(String title, String text, boolean taken, String where, String words, boolean blind) {}

    @Test
    void every_file_of_the_table_is_taken_or_refused_at_its_place_and_with_its_words() {
        List<String> wrong = new ArrayList<>();
        for (Case one : cases()) {
            LabelFile.Read read = LabelFile.beside(one.text(), EMAIL, KNOWN);
            boolean right = switch (read) {
                case LabelFile.Read.Good good -> one.taken();
                case LabelFile.Read.Bad bad ->
                    !one.taken()
                            && bad.mistakes().stream()
                                    .anyMatch(mistake -> place(mistake).equals(one.where())
                                            && mistake.message().contains(one.words()));
            };
            if (!right) {
                wrong.add(one.title() + ": " + read);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases()).hasSizeGreaterThan(30);
    }

    @Test
    void the_schema_takes_and_refuses_the_same_files() {
        List<String> wrong = new ArrayList<>();
        for (Case one : cases()) {
            Optional<JsonNode> json = json(one.text());
            boolean taken = json.isPresent() && SCHEMA.validate(json.get()).isEmpty();
            // The folder of a file is nothing that a schema could know.
            boolean ofTheFolder = one.title().startsWith("another ");
            if (!one.blind() && !ofTheFolder && taken != one.taken()) {
                wrong.add(one.title() + ": " + json.map(SCHEMA::validate));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void without_a_protocol_parser_and_schema_take_any_well_formed_name() {
        String text = "type: anything-new\nshare-with: [somebody]\nmarks: some, more\n";

        assertThat(LabelFile.read(text, Label.of(Channel.PUBLIC, "email"))).isInstanceOf(LabelFile.Read.Good.class);
        assertThat(schema(KnownWords.ANY).validate(json(text).orElseThrow())).isEmpty();
    }

    @Test
    void every_word_of_every_dimension_is_taken_by_both() {
        for (Dimension dimension : Dimension.values()) {
            for (String word : dimension.ladder()) {
                String text = dimension.word() + ": " + word + "\n";
                assertThat(LabelFile.beside(text, EMAIL, KNOWN))
                        .describedAs(text)
                        .isInstanceOf(LabelFile.Read.Good.class);
                assertThat(SCHEMA.validate(json(text).orElseThrow()))
                        .describedAs(text)
                        .isEmpty();
            }
        }
    }

    @Test
    void a_file_of_64_kib_is_read_and_one_character_more_is_refused() {
        String line = "persons: none\n#";
        String full = line + "x".repeat(LabelFile.LONGEST - line.length());

        assertThat(LabelFile.beside(full, EMAIL, KNOWN)).isInstanceOf(LabelFile.Read.Good.class);
        assertThat(LabelFile.beside(full + "x", EMAIL, KNOWN)).isInstanceOf(LabelFile.Read.Bad.class);
    }

    @Test
    void the_lines_of_a_template_are_a_label_file_once_they_are_uncovered() {
        var protocol = ProtocolFile.shipped("turkey-cross-border");
        LabelTemplate.Say say = (key, values) -> key + values;
        List<String> texts = new ArrayList<>();
        texts.add(LabelTemplate.general(say, KnownWords.of(List.of(protocol))));
        protocol.informationTypes()
                .forEach(type ->
                        texts.add(LabelTemplate.of(say, type, type.titles().english(), protocol)));
        for (String text : texts) {
            assertThat(LabelFile.read(text, Label.of(Channel.PUBLIC, "email")))
                    .describedAs("with every sign before it, it says nothing")
                    .isInstanceOf(LabelFile.Read.Bad.class);
            String uncovered = text.replaceAll("(?m)^#(?! )", "");
            LabelFile.Read read =
                    LabelFile.read(uncovered, Label.of(Channel.PUBLIC, "email"), KnownWords.of(List.of(protocol)));
            assertThat(read).describedAs(uncovered).isInstanceOf(LabelFile.Read.Good.class);
        }
        assertThat(texts.stream().filter(text -> text.contains("template.standard{")))
                .isNotEmpty();
        assertThat(texts.stream().filter(text -> text.contains("template.ceilings{")))
                .isNotEmpty();
    }

    @Test
    void every_field_stands_in_the_schema_with_its_words() {
        JsonNode properties =
                read(LabelSchema.of(KNOWN, key -> "of " + key.word())).path("properties");

        assertThat(properties.properties().stream().map(Map.Entry::getKey)).containsExactlyElementsOf(LabelKey.words());
        properties
                .properties()
                .forEach(property -> assertThat(
                                property.getValue().path("description").asText())
                        .isEqualTo("of " + property.getKey()));
    }

    private static String place(Mistake mistake) {
        return (mistake.line() + ":" + mistake.column() + " " + mistake.path()).strip();
    }

    private static JsonSchema schema(KnownWords known) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(LabelSchema.of(known, LabelKey::word));
    }

    /** As an editor reads it: with numbers, truth values and nothing; without what is no YAML. */
    private static Optional<JsonNode> json(String text) {
        try {
            Object value = new Load(
                            LoadSettings.builder().setAllowDuplicateKeys(false).build())
                    .loadFromString(text.startsWith("\uFEFF") ? text.substring(1) : text);
            return Optional.of(JSON.valueToTree(value));
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("The schema is no JSON.", e);
        }
    }

    private static List<Case> cases() {
        String all;
        try (InputStream in = LabelFileTest.class.getResourceAsStream("/labels/files.txt")) {
            all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("The table can't be read.", e);
        }
        String[] parts = all.split("(?m)^== ", -1);
        return Arrays.stream(parts).skip(1).map(LabelFileTest::one).toList();
    }

    private static Case one(String part) {
        int end = part.indexOf('\n');
        String[] head = part.substring(0, end).split(" \\| ", -1);
        String text = part.substring(end + 1)
                .replaceAll("\n+$", "\n")
                .replace("<BOM>", "\uFEFF")
                .replace("<CR>", "\r");
        return new Case(
                head[0],
                text.equals("\n") ? "" : text,
                head[1].equals("taken"),
                head.length > 2 ? head[2] : "",
                head.length > 3 ? head[3] : "",
                head.length > 4 && head[4].equals("blind"));
    }
}
