package org.sluice.gateway.sftp;

/**
 * A public key that may log in.
 *
 * @param fingerprint OpenSSH's {@code SHA256:…}
 * @param line OpenSSH's "type base64", without options or comment
 */
public record SshKey(String fingerprint, String line) {}
