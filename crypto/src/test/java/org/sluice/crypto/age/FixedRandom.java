package org.sluice.crypto.age;

import java.security.SecureRandom;

/** The bytes 1, 2, 3 and so on, so that a vector comes out the same each time. */
final class FixedRandom extends SecureRandom {

    private static final long serialVersionUID = 1;

    private byte next;

    FixedRandom(int start) {
        next = (byte) start;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = next++;
        }
    }
}
