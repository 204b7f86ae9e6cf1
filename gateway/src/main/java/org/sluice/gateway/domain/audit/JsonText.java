package org.sluice.gateway.domain.audit;

import java.util.HexFormat;

/**
 * Writes JSON text as RFC 8259, section 7, asks for it. What the chain hashes is text, so it is written here, letter by
 * letter, and does not change with the version of a library.
 */
public final class JsonText {
    private JsonText() {}

    /** An object of string members, in the order given: name, value, name, value. */
    public static String object(String... namesAndValues) {
        var text = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append(i == 0 ? "" : ",")
                    .append(quote(namesAndValues[i]))
                    .append(':')
                    .append(quote(namesAndValues[i + 1]));
        }
        return text.append('}').toString();
    }

    /**
     * A JSON string. Lone surrogates are escaped too: they have no UTF-8 form, and a database would store something other
     * than what was hashed.
     */
    public static String quote(String value) {
        var text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                text.append(c).append(value.charAt(++i));
            } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                text.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
