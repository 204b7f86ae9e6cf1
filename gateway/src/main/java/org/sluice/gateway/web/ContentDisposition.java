package org.sluice.gateway.web;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** The header that makes a browser save a file under its name (RFC 6266), in any script (RFC 8187). */
final class ContentDisposition {
    private static final String PLAIN = "-._~";

    private ContentDisposition() {}

    static String attachment(String name) {
        return "attachment; filename=\"" + fallback(name) + "\"; filename*=UTF-8''" + encoded(name);
    }

    /** For clients that know no other: ASCII, without quotes, backslashes and percent signs, which they read differently. */
    static String fallback(String name) {
        StringBuilder ascii = new StringBuilder();
        for (char c : Normalizer.normalize(name, Normalizer.Form.NFKD).toCharArray()) {
            if (c >= ' ' && c < 127 && c != '"' && c != '\\' && c != '%' && c != '/') {
                ascii.append(c);
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                ascii.append('_');
            }
        }
        return ascii.toString();
    }

    /** Percent-encoded, also fit for a segment of a path. */
    static String encoded(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('%').append(String.format("%02X", (int) c));
            }
        }
        return text.toString();
    }
}
