package org.sluice.crypto.age;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/** Seals or opens the chunks of one payload in their order (STREAM): the nonce counts them and marks the last. */
final class ChunkCipher {

    static final int CHUNK = 64 * 1024;
    static final int NONCE = 16;

    private final byte[] key;
    private long next;
    private boolean ended;

    ChunkCipher(byte[] fileKey, byte[] nonce) {
        this.key = AgeKeys.derive(fileKey, nonce, "payload");
    }

    /** @return how many bytes {@code into} now holds */
    int seal(byte[] plain, int length, boolean last, byte[] into) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, last).doFinal(plain, 0, length, into, 0);
        } catch (GeneralSecurityException e) {
            throw AgeKeys.missing(e);
        }
    }

    /** @return how many bytes {@code into} now holds; nothing when the tag doesn't fit, and then not one byte is in it */
    Optional<Integer> open(byte[] sealed, int length, boolean last, byte[] into) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, last).doFinal(sealed, 0, length, into, 0));
        } catch (AEADBadTagException e) {
            Arrays.fill(into, (byte) 0);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw AgeKeys.missing(e);
        }
    }

    private Cipher cipher(int mode, boolean last) throws GeneralSecurityException {
        if (ended) {
            throw new IllegalStateException("nothing follows the last chunk");
        }
        ended = last;
        byte[] nonce = new byte[AgeKeys.NONCE];
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[AgeKeys.NONCE - 2 - i] = (byte) (next >>> (Byte.SIZE * i));
        }
        nonce[AgeKeys.NONCE - 1] = (byte) (last ? 1 : 0);
        // 2^63 chunks are more than any file has: the counter's other three bytes stay zero.
        next = Math.addExact(next, 1);
        return AgeKeys.cipher(mode, key, nonce);
    }

    void wipe() {
        ended = true;
        Arrays.fill(key, (byte) 0);
    }
}
