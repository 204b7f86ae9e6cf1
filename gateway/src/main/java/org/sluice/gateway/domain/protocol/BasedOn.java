package org.sluice.gateway.domain.protocol;

import java.util.Optional;

/**
 * The template that a protocol was made from, and against whose cells its own are measured.
 *
 * @param digest SHA-256 of the template's text in lower-case hex, if it was written down
 */
public record BasedOn(String id, String version, Optional<String> digest) {}
