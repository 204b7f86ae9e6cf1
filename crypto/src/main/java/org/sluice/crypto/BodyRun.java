package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One run of a body: what one opening for writing wrote.
 *
 * @param firstFrame number of its first frame
 * @param salt 32 fresh random bytes, as hexadecimal digits
 */
record BodyRun(long firstFrame, String salt) {

    static final int SALT = 32;

    static BodyRun fresh(long firstFrame, SecureRandom random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return of(firstFrame, salt);
    }

    private static BodyRun of(long firstFrame, byte[] salt) {
        return new BodyRun(firstFrame, HexFormat.of().formatHex(salt));
    }

    /** As it stands in a run record and in the directory: first frame's number, salt. */
    static BodyRun get(ByteBuffer from) {
        long firstFrame = from.getLong();
        byte[] salt = new byte[SALT];
        from.get(salt);
        return of(firstFrame, salt);
    }

    void put(ByteBuffer into) {
        into.putLong(firstFrame).put(saltBytes());
    }

    byte[] saltBytes() {
        return HexFormat.of().parseHex(salt);
    }
}
