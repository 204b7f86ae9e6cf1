package org.sluice.gateway.domain.release;

import java.time.Instant;

/**
 * A recipient's report that it passed on what it received.
 *
 * @param recipient the contact that reported it
 * @param to whom it went to, in the recipient's words
 */
public record PassedOn(
        String id, String linkId, String releaseId, String recipient, String to, String why, Instant reported) {}
