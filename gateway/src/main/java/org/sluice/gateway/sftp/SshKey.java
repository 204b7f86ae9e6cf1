package org.sluice.gateway.sftp;

import org.sluice.gateway.domain.participant.KeyLimits;

/**
 * A public key that may log in.
 *
 * @param fingerprint OpenSSH's {@code SHA256:…}
 * @param line OpenSSH's "type base64", without options or comment
 * @param limits what its options limit it to
 */
public record SshKey(String fingerprint, String line, KeyLimits limits) {}
