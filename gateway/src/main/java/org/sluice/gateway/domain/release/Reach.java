package org.sluice.gateway.domain.release;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a contact can be reached.
 *
 * @param messenger the number for Signal and WhatsApp, where it is another than {@code phone}
 */
public record Reach(Optional<String> email, Optional<String> phone, Optional<String> messenger) {
    /** ITU-T E.164: the sign, a country code, at most fifteen digits in all. */
    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9]{6,15}");

    /** The address at the end of a way, numbers in one spelling; none where it is unknown or there is none. */
    public Optional<String> address(Way way) {
        return switch (way) {
            case MAIL -> email.map(String::strip).filter(text -> !text.isEmpty());
            case SMS, PHONE -> number(phone);
            case SIGNAL, WHATSAPP -> number(messenger).or(() -> number(phone));
            case PERSON -> Optional.empty();
        };
    }

    private static Optional<String> number(Optional<String> text) {
        return text.map(Reach::plain).filter(number -> !number.isEmpty());
    }

    /** Without what people put between digits; {@code 00} is {@code +}; digits of any script are 0 to 9. */
    public static String plain(String number) {
        StringBuilder kept = new StringBuilder();
        number.codePoints()
                .filter(c -> c == '+' || Character.isLetterOrDigit(c))
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(kept::appendCodePoint);
        return kept.indexOf("00") == 0 && kept.length() > 2 ? "+" + kept.substring(2) : kept.toString();
    }

    /** Whether a program can call this number from anywhere. */
    public static boolean isInternational(String number) {
        return INTERNATIONAL.matcher(number).matches();
    }

    /** As it may stand on record: enough to tell one from another, too little to write to. */
    public static String masked(String address) {
        int at = address.indexOf('@');
        if (at > 0) {
            return address.charAt(0) + "…" + address.substring(at);
        }
        return address.length() < 6 ? "…" : address.substring(0, 3) + "…" + address.substring(address.length() - 2);
    }
}
