package org.sluice.gateway.blob;

import java.time.Instant;

/**
 * A body as the sweep meets it.
 *
 * @param size in bytes, as stored
 */
public record StoredBody(String id, long size, Instant lastModified) {}
