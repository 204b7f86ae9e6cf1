package org.sluice.gateway.domain.participant;

import java.time.Instant;

/**
 * A person's SSH public key. {@code line} is OpenSSH's "type base64"; the fingerprint is OpenSSH's {@code SHA256:…}.
 *
 * @param limits where from and until when it lets the person in
 */
public record PersonKey(String fingerprint, String personId, String line, Instant added, KeyLimits limits) {}
