package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a link's token and password give together: it wraps the data keys of what the link delivers, and rests nowhere.
 * Printed as redacted, wiped by {@link #close()}. Safe for several threads.
 */
public final class LinkKey implements AutoCloseable {

    private static final byte[] INFO = "sluice.sealed.1.link".getBytes(StandardCharsets.US_ASCII);

    private final String linkId;
    private final KeyBytes bytes;

    private LinkKey(String linkId, KeyBytes bytes) {
        this.linkId = linkId;
        this.bytes = bytes;
    }

    static LinkKey of(String linkId, byte[] stretched, Token token) {
        byte[] secret = token.exposed();
        byte[] input = ByteBuffer.allocate(stretched.length + secret.length)
                .put(stretched)
                .put(secret)
                .array();
        byte[] id = KeyRecord.text(linkId);
        byte[] info =
                ByteBuffer.allocate(INFO.length + id.length).put(INFO).put(id).array();
        byte[] key = Hkdf.derive(input, new byte[0], info);
        try {
            return new LinkKey(linkId, KeyBytes.copyOf(key));
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(input, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    String linkId() {
        return linkId;
    }

    KeyBytes bytes() {
        return bytes;
    }

    @Override
    public void close() {
        bytes.wipe();
    }

    @Override
    public String toString() {
        return "LinkKey[redacted]";
    }
}
