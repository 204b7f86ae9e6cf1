package org.sluice.gateway.domain.participant;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A key with which a participant signs certificates for its own persons, and for nobody else's.
 *
 * @param fingerprint OpenSSH's {@code SHA256:…}
 * @param line OpenSSH's "type base64"
 * @param mostDays the longest validity that its certificates may have
 */
public record CertificateAuthority(
        String fingerprint, String participantId, String line, Optional<Integer> mostDays, Instant added) {

    public Optional<Duration> longest() {
        return mostDays.map(Duration::ofDays);
    }
}
