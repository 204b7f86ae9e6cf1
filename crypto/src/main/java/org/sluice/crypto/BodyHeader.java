package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The first 68 bytes of a body (FORMAT.md, "Header"). */
final class BodyHeader {

    private static final byte[] MAGIC = "SLUICEBD".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMITMENT = "sluice.body.1.commitment".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int COMMITTED = 32;
    private static final int CRC_AT = BodyFormat.HEADER - 4;

    private BodyHeader() {}

    static byte[] of(BodyId id, DataKey key) {
        ByteBuffer header = ByteBuffer.allocate(BodyFormat.HEADER).put(fields(id));
        header.put(commitment(id, key));
        return header.putInt(crc(header.array())).array();
    }

    /** Reads the header of this body, with its checksum right but its commitment unchecked. */
    static byte[] readUnkeyed(SeekableByteChannel in, BodyId id) throws IOException {
        byte[] header = new byte[BodyFormat.HEADER];
        if (!BodyFormat.read(in, 0, header, header.length)
                || !isWhole(header)
                || !Arrays.equals(header, 0, COMMITTED, fields(id), 0, COMMITTED)) {
            throw new BodyDamaged(id);
        }
        return header;
    }

    static void check(SeekableByteChannel in, BodyId id, DataKey key) throws IOException {
        byte[] header = readUnkeyed(in, id);
        if (!MessageDigest.isEqual(Arrays.copyOfRange(header, COMMITTED, CRC_AT), commitment(id, key))) {
            throw new BodyDamaged(id);
        }
    }

    /** Whether a file begins with something that was written whole, of this body or not. */
    static boolean isThere(SeekableByteChannel in) throws IOException {
        byte[] header = new byte[BodyFormat.HEADER];
        return BodyFormat.read(in, 0, header, header.length) && isWhole(header);
    }

    private static boolean isWhole(byte[] header) {
        return ByteBuffer.wrap(header).getInt(CRC_AT) == crc(header);
    }

    private static byte[] fields(BodyId id) {
        return ByteBuffer.allocate(COMMITTED)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(BodyFormat.FRAME)
                .put(id.bytes())
                .array();
    }

    private static byte[] commitment(BodyId id, DataKey key) {
        byte[] info = ByteBuffer.allocate(COMMITMENT.length + COMMITTED)
                .put(COMMITMENT)
                .put(fields(id))
                .array();
        return Hkdf.derive(key.bytes(), new byte[0], info);
    }

    private static int crc(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CRC_AT);
        return (int) crc.getValue();
    }
}
