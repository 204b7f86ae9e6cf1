package org.sluice.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;

/** A request's JSON object, read strictly against the fields of its route: what is not understood is refused by name. */
final class JsonBody {
    static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(8_000_000)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final ObjectNode object;

    private JsonBody(ObjectNode object) {
        this.object = object;
    }

    /** @throws RefusedException if it is not one JSON object of these fields */
    static JsonBody read(byte[] bytes, List<Field> fields, boolean anyText) {
        ObjectNode object = object(bytes);
        Map<String, Field> known = new LinkedHashMap<>();
        fields.forEach(field -> known.put(field.name(), field));
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Field field = known.get(entry.getKey());
            Field.Kind kind = field == null ? Field.Kind.TEXT : field.kind();
            if (field == null && !anyText) {
                wrong.add("The field \"" + shown(entry.getKey()) + "\" is unknown here; there are "
                        + (known.isEmpty() ? "none" : String.join(", ", known.keySet())) + ".");
            } else if (!fits(kind, entry.getValue())) {
                wrong.add("The field \"" + shown(entry.getKey()) + "\" takes " + words(kind) + ".");
            }
        }
        for (Field field : fields) {
            if (field.needed() && !object.has(field.name())) {
                wrong.add("The field \"" + field.name() + "\" is missing.");
            } else if (field.needed()
                    && field.kind() == Field.Kind.TEXT
                    && object.path(field.name()).asText().isBlank()) {
                wrong.add("The field \"" + field.name() + "\" is empty; say it in words.");
            }
        }
        if (!wrong.isEmpty()) {
            throw new RefusedException(new Refusal(Refusal.Kind.WRONG, "bad-fields", wrong.getFirst(), wrong));
        }
        return new JsonBody(object);
    }

    private static ObjectNode object(byte[] bytes) {
        if (bytes.length == 0) {
            return MAPPER.createObjectNode();
        }
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw new RefusedException(Refusal.wrong("bad-json", "The body must be one JSON object."));
        } catch (JsonProcessingException e) {
            throw new RefusedException(Refusal.wrong(
                    "bad-json",
                    "The body is not JSON that can be read: "
                            + e.getOriginalMessage().replaceAll("[\\r\\n]+", " ") + " Send one JSON object."));
        } catch (IOException e) {
            throw new IllegalStateException("Reading bytes in memory does not fail.", e);
        }
    }

    private static boolean fits(Field.Kind kind, JsonNode value) {
        return switch (kind) {
            case TEXT -> isText(value);
            case TEXTS -> value.isArray() && value.valueStream().allMatch(JsonBody::isText);
            case NUMBER -> value.isInt();
            case FLAG -> value.isBoolean();
        };
    }

    /** Without NUL, which PostgreSQL can't store and nobody means. */
    private static boolean isText(JsonNode value) {
        return value.isTextual() && value.textValue().indexOf('\0') < 0;
    }

    private static String words(Field.Kind kind) {
        return switch (kind) {
            case TEXT -> "text in quotes";
            case TEXTS -> "a list of texts";
            case NUMBER -> "a whole number";
            case FLAG -> "true or false";
        };
    }

    private static String shown(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    /** A field that the route needs, so that it is there. */
    String text(String name) {
        return object.path(name).asText();
    }

    Optional<String> maybe(String name) {
        return object.has(name) ? Optional.of(object.path(name).asText()) : Optional.empty();
    }

    List<String> texts(String name) {
        return object.path(name).valueStream().map(JsonNode::asText).toList();
    }

    /** Nothing where it was not said, which an empty list is not. */
    Optional<List<String>> list(String name) {
        return object.has(name) ? Optional.of(texts(name)) : Optional.empty();
    }

    Optional<Integer> number(String name) {
        return object.has(name) ? Optional.of(object.path(name).asInt()) : Optional.empty();
    }

    boolean flag(String name) {
        return object.path(name).asBoolean();
    }

    /** @throws RefusedException if this is no base64 */
    static byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.wrong("bad-document", "Send the document's bytes in base64."));
        }
    }

    /** All fields, for a route that takes any. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
        return all;
    }
}
