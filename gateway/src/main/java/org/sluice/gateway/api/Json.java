package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sluice.gateway.domain.Refusal;

/** Small pieces of JSON. A field without a value is absent, never null. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonBody.MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return JsonBody.MAPPER.createArrayNode();
    }

    static ArrayNode texts(Collection<String> words) {
        ArrayNode array = array();
        words.forEach(array::add);
        return array;
    }

    static <T> ArrayNode list(List<T> things, Function<T, ? extends JsonNode> each) {
        ArrayNode array = array();
        things.forEach(thing -> array.add(each.apply(thing)));
        return array;
    }

    /** Text as it is; instants and the like in ISO 8601. */
    static void maybe(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(there -> json.put(name, there.toString()));
    }

    static ObjectNode error(String kind, String code, String message, List<String> details) {
        ObjectNode error = object();
        error.put("kind", kind);
        error.put("code", code);
        error.put("message", message);
        error.set("details", texts(details));
        ObjectNode json = object();
        json.set("error", error);
        return json;
    }

    static ObjectNode error(Refusal refusal) {
        return error(
                refusal.kind().name().toLowerCase(java.util.Locale.ROOT),
                refusal.code(),
                refusal.message(),
                refusal.details());
    }
}
