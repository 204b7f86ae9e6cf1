package org.sluice.gateway;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.sluice.crypto.SigningKey;
import org.sluice.gateway.domain.audit.Signer;

/** The node's audit key, for checkpoints and exports. */
record AuditSigner(SigningKey key) implements Signer {

    /** SHA-256 of the public key (X.509), in the way OpenSSH prints fingerprints. */
    @Override
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(key.verifyingKey().x509());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        return key.sign(message);
    }
}
