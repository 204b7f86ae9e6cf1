package org.sluice.gateway.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a small urlencoded form (WHATWG URL, section 5.1). A field that comes twice makes it malformed. */
final class FormBody {
    /** Bytes of any form that these pages send. */
    static final int LONGEST = 4096;

    private static final int MOST_FIELDS = 8;

    private FormBody() {}

    /** Nothing for a malformed body. */
    static Optional<Map<String, String>> parse(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return Optional.of(fields);
        }
        String[] pairs = text.split("&", -1);
        if (pairs.length > MOST_FIELDS) {
            return Optional.empty();
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                return Optional.empty();
            }
            try {
                String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
                String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                if (fields.put(name, value) != null) {
                    return Optional.empty();
                }
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }
}
