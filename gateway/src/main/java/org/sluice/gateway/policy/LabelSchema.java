package org.sluice.gateway.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.label.Words;

/**
 * The schema of a label file (JSON Schema 2020-12), for editors and programs. It is made from {@link LabelKey}, as the
 * reading of label files is. It can't say that a key stands twice, nor that anchors and tags are not taken.
 */
public final class LabelSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "[a-z0-9]+(?:-[a-z0-9]+)*";
    private static final String HIDDEN = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029";

    private LabelSchema() {}

    /**
     * The schema as text.
     *
     * @param known the names that are right, where protocols say so
     * @param words the words of a key, in the reader's language
     */
    public static String of(KnownWords known, Function<LabelKey, String> words) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A label file of Sluice");
        schema.put(
                "description",
                "What a file beside it identifies, and what it is for. Lies beside it, called"
                        + " FILE.label.yaml; or for a whole folder, called .label.yaml.");
        schema.put("type", "object");
        schema.put("minProperties", 1);
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (LabelKey key : LabelKey.values()) {
            ObjectNode property = properties.putObject(key.word());
            property.put("description", words.apply(key));
            switch (key.shape()) {
                case WORD -> words(property.putArray("enum"), key.allowed());
                case NAME -> name(property, known.of(key));
                case NAMES -> names(property.putArray("anyOf"), known.of(key));
                case LINE -> line(property);
                case CODE -> code(property);
            }
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A schema of plain words can't be written.", e);
        }
    }

    private static void words(ArrayNode to, List<String> words) {
        words.forEach(to::add);
    }

    private static void name(ObjectNode property, Optional<List<String>> known) {
        if (known.isPresent()) {
            words(property.putArray("enum"), known.get());
        } else {
            // YAML reads a name of digits only as a number.
            types(property, "string", "integer")
                    .put("pattern", "^" + NAME + "$")
                    .put("maxLength", Words.LONGEST_NAME);
        }
    }

    private static void names(ArrayNode ways, Optional<List<String>> known) {
        ObjectNode list = ways.addObject();
        list.put("type", "array");
        ObjectNode item = list.putObject("items");
        name(item, known);
        String one = known.map(LabelSchema::any).orElse(NAME);
        ObjectNode text = ways.addObject();
        types(text, "string", "integer");
        text.put("maxLength", Place.LONGEST_TEXT);
        text.put("pattern", "^(?=.*\\S)[\\s,;]*(?:" + one + "(?:\\s*[,;][\\s,;]*" + one + ")*)?[\\s,;]*$");
        text.putObject("not").put("type", "string").put("pattern", quoted());
    }

    private static String any(List<String> known) {
        // Where nothing is known, nothing is right.
        return known.isEmpty() ? "(?!)" : known.stream().collect(Collectors.joining("|", "(?:", ")"));
    }

    /** YAML reads a year as a number and {@code true} as a truth value; here both are words. */
    private static void line(ObjectNode property) {
        types(property, "string", "number", "boolean");
        property.put("maxLength", Words.LONGEST_LINE);
        property.put("pattern", "^(?=[\\s\\S]*\\S)\\s*[^\\t\\r\\n" + HIDDEN + "]*\\s*$");
        property.putObject("not").put("type", "string").put("pattern", quoted());
    }

    private static void code(ObjectNode property) {
        types(property, "string", "integer")
                .put("pattern", "^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$")
                .put("maxLength", Words.LONGEST_NAME);
    }

    /** The quotation marks of word processors around the whole text, which would become part of it. */
    private static String quoted() {
        return "^\\s*[“”„«‘’‚][\\s\\S]*[“”„»‘’]\\s*$";
    }

    private static ObjectNode types(ObjectNode property, String... types) {
        ArrayNode all = property.putArray("type");
        for (String type : types) {
            all.add(type);
        }
        return property;
    }
}
