package org.sluice.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.sluice.crypto.envelope.Envelope;
import org.sluice.gateway.domain.audit.Sha256;

/** A sealed copy of a file in the temporary folder, removed on close. It holds ciphertext only. */
record SealedCopy(Path file, long size, String sha256) implements AutoCloseable {

    static SealedCopy of(Sluice sluice, Path file, Envelope envelope, SecureRandom random) throws IOException {
        Path sealed = Files.createTempFile("sluice-send-", envelope.suffix());
        boolean done = false;
        MessageDigest digest = Sha256.start();
        try (OutputStream out =
                        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(sealed)), digest);
                Progress progress = new Progress(sluice, "sealing " + file, Files.size(file))) {
            envelope.seal(out, random, plain -> Files.copy(file, progress.counting(plain)));
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(sealed);
            }
        }
        return new SealedCopy(sealed, Files.size(sealed), HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
