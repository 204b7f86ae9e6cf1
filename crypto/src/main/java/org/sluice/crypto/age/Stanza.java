package org.sluice.crypto.age;

import java.util.List;

/**
 * The file key, wrapped for one recipient, as it stands in a header.
 *
 * @param arguments the kind and what it needs; visible ASCII characters, at least one each
 * @param base64 its body, without line ends
 */
record Stanza(List<String> arguments, String base64) {

    private static final int COLUMNS = 64;

    Stanza {
        arguments = List.copyOf(arguments);
    }

    String kind() {
        return arguments.getFirst();
    }

    static Stanza of(List<String> arguments, byte[] body) {
        return new Stanza(arguments, Base64Text.of(body));
    }

    byte[] body() throws AgeRefused {
        return Base64Text.bytes(base64);
    }

    /** Its lines; the last one has fewer than 64 columns, none if need be. */
    String text() {
        StringBuilder text =
                new StringBuilder("-> ").append(String.join(" ", arguments)).append('\n');
        int at = 0;
        for (; base64.length() - at >= COLUMNS; at += COLUMNS) {
            text.append(base64, at, at + COLUMNS).append('\n');
        }
        return text.append(base64, at, base64.length()).append('\n').toString();
    }
}
