package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret sealed under another key and bound to what it belongs to (FORMAT.md, "Records that hold a key or a secret").
 * Each record has a key of its own, from a fresh salt, so the nonce may be constant.
 */
enum KeyRecord {
    WRAP("SLW1"),
    CHANNEL_KEY("SLC1"),
    NODE_SECRET("SLS1"),
    FOR_LINK("SLL1"),
    FOR_OWNER("SLO1"),
    FOR_SESSION("SLB1");

    static final int SALT = 32;
    static final int LONGEST_SECRET = 65_536;
    private static final int KIND = 4;
    private static final int TAG = 16;

    private final String kind;

    KeyRecord(String kind) {
        this.kind = kind;
    }

    byte[] seal(KeyBytes outer, byte[] binding, byte[] secret, SecureRandom random) {
        if (secret.length > LONGEST_SECRET) {
            throw new IllegalArgumentException("a sealed secret has at most 65536 bytes");
        }
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, outer, salt, binding).doFinal(secret);
            return ByteBuffer.allocate(KIND + SALT + sealed.length)
                    .put(kind())
                    .put(salt)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw Gcm.missing(e);
        }
    }

    /** The secret, which the caller wipes. */
    byte[] open(KeyBytes outer, byte[] binding, byte[] record) throws WrapRefused {
        int sealed = record.length - KIND - SALT;
        if (sealed < TAG || sealed > LONGEST_SECRET + TAG || !Arrays.equals(record, 0, KIND, kind(), 0, KIND)) {
            throw new WrapRefused();
        }
        byte[] salt = Arrays.copyOfRange(record, KIND, KIND + SALT);
        try {
            return cipher(Cipher.DECRYPT_MODE, outer, salt, binding).doFinal(record, KIND + SALT, sealed);
        } catch (AEADBadTagException e) {
            throw new WrapRefused();
        } catch (GeneralSecurityException e) {
            throw Gcm.missing(e);
        }
    }

    private Cipher cipher(int mode, KeyBytes outer, byte[] salt, byte[] binding) throws GeneralSecurityException {
        byte[] bound = ByteBuffer.allocate(KIND + binding.length)
                .put(kind())
                .put(binding)
                .array();
        byte[] key = Hkdf.derive(outer, salt, bound);
        try {
            Cipher cipher = Cipher.getInstance(Gcm.NAME);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(Gcm.TAG_BITS, new byte[Gcm.NONCE]));
            cipher.updateAAD(bound);
            return cipher;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] kind() {
        return kind.getBytes(StandardCharsets.US_ASCII);
    }

    /** Text with its length before it, so that two different bindings never give the same bytes. */
    static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + utf8.length)
                .putInt(utf8.length)
                .put(utf8)
                .array();
    }
}
