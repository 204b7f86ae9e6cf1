package org.sluice.gateway.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A stored audit record.
 *
 * @param kind the word of the event, which a newer gateway may have written
 * @param line the exact line that was hashed
 * @param salt Base64 of what was hashed before the payload; empty once that was erased
 * @param payload JSON text; empty once it was erased
 */
public record AuditRecord(
        long seq, Instant at, String kind, String line, Optional<String> salt, Optional<String> payload, String hash) {}
