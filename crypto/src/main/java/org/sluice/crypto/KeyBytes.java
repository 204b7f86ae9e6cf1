package org.sluice.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** 32 bytes of key that can be wiped. The three key types hold one each, so that none passes for another. */
final class KeyBytes {

    static final int LENGTH = 32;

    private final byte[] bytes;
    private boolean wiped;

    private KeyBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static KeyBytes random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new KeyBytes(bytes);
    }

    /** Takes a copy; the caller wipes his. */
    static KeyBytes copyOf(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a key has 32 bytes");
        }
        return new KeyBytes(bytes.clone());
    }

    /** The one door by which raw key bytes leave: a copy that the caller wipes. */
    byte[] exposed() {
        byte[] copy = copy();
        if (copy.length == 0) {
            throw new IllegalStateException("this key was wiped");
        }
        return copy;
    }

    private synchronized byte[] copy() {
        return wiped ? new byte[0] : bytes.clone();
    }

    /** In constant time; a wiped key is the same as none. */
    boolean same(KeyBytes other) {
        byte[] ours = copy();
        byte[] theirs = other.copy();
        try {
            return ours.length == LENGTH && MessageDigest.isEqual(ours, theirs);
        } finally {
            Arrays.fill(ours, (byte) 0);
            Arrays.fill(theirs, (byte) 0);
        }
    }

    synchronized void wipe() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
