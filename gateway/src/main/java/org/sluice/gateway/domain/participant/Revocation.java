package org.sluice.gateway.domain.participant;

import java.time.Instant;
import java.util.Locale;

/** A participant's word that certificates let nobody in any more, for good. */
public record Revocation(String participantId, By by, String value, String reason, Instant at) {

    /** What the certificates have in common. */
    public enum By {
        SERIAL,
        KEY_ID,
        AUTHORITY;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public boolean meets(UserCertificate certificate) {
        return switch (by) {
            case SERIAL -> value.equals(certificate.serialText());
            case KEY_ID -> value.equals(certificate.keyId());
            case AUTHORITY -> value.equals(certificate.authority());
        };
    }
}
