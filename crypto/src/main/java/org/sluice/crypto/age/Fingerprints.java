package org.sluice.crypto.age;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digits that people compare. */
final class Fingerprints {

    private static final int BYTES = 20;
    private static final int GROUP = 2;

    private Fingerprints() {}

    static String of(byte[] key) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw AgeKeys.missing(e);
        }
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < BYTES; i += GROUP) {
            groups.append(i == 0 ? "" : " ").append(HexFormat.of().formatHex(hash, i, i + GROUP));
        }
        return groups.toString();
    }
}
