package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/** Plain bytes, keys and bodies for tests. */
final class Bodies {

    static final int FRAME = BodyWriter.FRAME;
    static final SecureRandom RANDOM = new SecureRandom();
    static final BodyId ID = new BodyId("00112233445566778899aabbccddeeff");

    private Bodies() {}

    /** The plain bytes of all vectors: byte i is (31 i + 7) mod 251. */
    static byte[] plain(int length) {
        byte[] plain = new byte[length];
        for (int i = 0; i < length; i++) {
            plain[i] = (byte) ((31L * i + 7) % 251);
        }
        return plain;
    }

    static DataKey key() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xa0 + i);
        }
        return new DataKey(KeyBytes.copyOf(bytes));
    }

    static byte[] finished(int length) throws IOException {
        MemoryFile file = new MemoryFile();
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            writer.write(plain(length), 0, length);
            writer.finish();
        }
        return file.content();
    }

    /** A body of full frames without an end. */
    static byte[] unfinished(int frames) throws IOException {
        MemoryFile file = new MemoryFile();
        try (BodyWriter writer = BodyWriter.create(file, ID, key(), RANDOM)) {
            writer.write(plain(frames * FRAME), 0, frames * FRAME);
        }
        return file.content();
    }

    static byte[] read(byte[] body, long length) throws IOException {
        try (BodyReader reader = BodyReader.open(new MemoryFile(body), ID, key(), length)) {
            return readAll(reader);
        }
    }

    static byte[] readAll(BodyReader reader) throws IOException {
        ByteBuffer into = ByteBuffer.allocate((int) reader.size() + 1);
        while (reader.read(into) >= 0) {
            // reads until the end
        }
        return Arrays.copyOf(into.array(), into.position());
    }
}
