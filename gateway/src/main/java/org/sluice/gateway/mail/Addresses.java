package org.sluice.gateway.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Addresses that may stand in a header and in an SMTP command. */
final class Addresses {
    private Addresses() {}

    /** One bare address: no name, no comment, no list, nothing that could end a line. */
    static boolean isOne(String text) {
        try {
            return parse(text).getAddress().equals(text);
        } catch (AddressException e) {
            return false;
        }
    }

    static InternetAddress parse(String text) throws AddressException {
        boolean hidden = text.codePoints()
                .anyMatch(c -> Character.isISOControl(c)
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || "<>,;:\"()[]\\".indexOf(c) >= 0);
        if (hidden || text.indexOf('@') < 1) {
            throw new AddressException("This is not one e-mail address");
        }
        return new InternetAddress(text, true);
    }
}
