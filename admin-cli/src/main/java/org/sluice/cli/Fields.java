package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of the bodies that go to the API: one that was not given is left out. */
final class Fields {
    private Fields() {}

    static void list(ObjectNode body, String field, List<String> values) {
        ArrayNode array = body.putArray(field);
        values.stream().map(String::strip).filter(value -> !value.isEmpty()).forEach(array::add);
    }

    static void some(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    static void flag(ObjectNode body, String field, boolean set) {
        if (set) {
            body.put(field, true);
        }
    }

    static void some(ObjectNode body, String field, @Nullable Integer value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}
