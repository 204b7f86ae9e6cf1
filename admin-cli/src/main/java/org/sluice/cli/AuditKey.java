package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.sluice.crypto.VerifyingKey;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.audit.Verifier;

/** A gateway's public audit key, read from its PEM file. */
record AuditKey(VerifyingKey key) implements Verifier {
    static AuditKey read(Path file) {
        try {
            return new AuditKey(VerifyingKey.ofPem(Files.readString(file)));
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-key", "The key " + file + " can't be read."));
        } catch (IllegalArgumentException e) {
            throw new Failure(Problem.wrong("no-key", file + " holds no public audit key: " + e.getMessage() + "."));
        }
    }

    /** In the words of the gateway's signer: SHA-256 of the X.509 form, as OpenSSH prints fingerprints. */
    @Override
    public String fingerprint() {
        return "SHA256:"
                + Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(Sha256.start().digest(key.x509()));
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return key.verifies(message, signature);
    }
}
