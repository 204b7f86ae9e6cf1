package org.sluice.gateway.domain.audit;

import java.util.Base64;
import java.util.Optional;

/**
 * One record as an export holds it.
 *
 * @param stored the exact line that the chain hashed
 * @param salt in Base64; empty once the payload was erased
 * @param payload the exact JSON text that was hashed after the salt; empty once it was erased
 */
public record ExportedRecord(String stored, Optional<String> salt, Optional<String> payload) {

    /** The line, without a line end. */
    public String line() {
        return "{\"line\":" + JsonText.quote(stored) + ",\"salt\":" + orNull(salt) + ",\"payload\":" + orNull(payload)
                + "}";
    }

    /** Neither salt nor payload is there. */
    public boolean redacted() {
        return salt.isEmpty() && payload.isEmpty();
    }

    /** Whether salt and payload are there and give that digest. */
    public boolean matches(String digest) {
        if (salt.isEmpty() || payload.isEmpty()) {
            return false;
        }
        try {
            return AuditLine.digest(Base64.getDecoder().decode(salt.get()), payload.get())
                    .equals(digest);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String orNull(Optional<String> value) {
        return value.map(JsonText::quote).orElse("null");
    }
}
