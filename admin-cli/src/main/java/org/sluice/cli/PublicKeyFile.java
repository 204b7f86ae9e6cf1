package org.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sluice.crypto.pgp.PgpPublicKey;
import org.sluice.crypto.pgp.PgpRefused;

/** A public key as somebody gives it: a line, an armoured key, or what gpg exports without armour. */
final class PublicKeyFile {
    /** Far above any public key. */
    private static final int LONGEST = 1 << 20;

    private PublicKeyFile() {}

    /** @param file {@code -} for the standard input */
    static String read(Path file, InputStream standard) {
        byte[] given = bytes(file, standard);
        try {
            return refused(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(given))
                    .toString());
        } catch (CharacterCodingException e) {
            return armoured(given, file);
        }
    }

    private static byte[] bytes(Path file, InputStream standard) {
        if (!file.toString().equals("-")) {
            return bytes(file);
        }
        try {
            return standard.readNBytes(LONGEST);
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-key", "The standard input can't be read."));
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST);
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-key", "The key " + file + " can't be read."));
        }
    }

    private static String armoured(byte[] given, Path file) {
        try {
            return PgpPublicKey.read(given).armoured();
        } catch (PgpRefused e) {
            throw new Failure(
                    Problem.wrong("bad-key", file + " was not taken: " + e.why().words() + "."));
        }
    }

    /** The same text; a secret key is refused here, so that it does not travel further still. */
    static String refused(String key) {
        if (key.contains("AGE-SECRET-KEY-") || key.contains("PRIVATE KEY BLOCK")) {
            throw new Failure(Problem.wrong(
                    "secret-key",
                    "This is a SECRET key; it was not sent. It stays on its owner's machine: if anybody else saw it,"
                            + " revoke it and make a new one. Give the public one."));
        }
        return key;
    }
}
