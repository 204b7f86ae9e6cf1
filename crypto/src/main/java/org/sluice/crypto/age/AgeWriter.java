package org.sluice.crypto.age;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Seals what is written to it, in chunks of 64 KiB. {@link #finish} ends the file; a writer that is closed without it leaves
 * a file that every reader refuses as cut, so that a failure never passes for a short file. For one thread.
 */
public final class AgeWriter extends OutputStream {

    private final OutputStream out;
    private final ChunkCipher cipher;
    private final byte[] plain = new byte[ChunkCipher.CHUNK];
    private final byte[] sealed = new byte[ChunkCipher.CHUNK + AgeKeys.TAG];
    private int held;
    private boolean ended;

    private AgeWriter(OutputStream out, ChunkCipher cipher) {
        this.out = out;
        this.cipher = cipher;
    }

    /**
     * Writes the header. A passphrase costs its memory and time here.
     *
     * @param recipients 1 to 512 public keys that {@linkplain AgeRecipient#fitTogether fit together}, or one passphrase
     * @throws IllegalArgumentException for other recipients
     */
    public static AgeWriter begin(OutputStream out, List<? extends AgeRecipient> recipients, SecureRandom random)
            throws IOException {
        byte[] fileKey = new byte[AgeKeys.FILE_KEY];
        random.nextBytes(fileKey);
        byte[] nonce = new byte[ChunkCipher.NONCE];
        try {
            byte[] header = AgeHeader.write(fileKey, recipients, random);
            random.nextBytes(nonce);
            out.write(header);
            out.write(nonce);
            return new AgeWriter(out, new ChunkCipher(fileKey, nonce));
        } finally {
            Arrays.fill(fileKey, (byte) 0);
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (ended) {
            throw new IOException("this age file has ended");
        }
        int taken = 0;
        while (taken < length) {
            if (held == ChunkCipher.CHUNK) {
                seal(false);
            }
            int part = Math.min(ChunkCipher.CHUNK - held, length - taken);
            System.arraycopy(bytes, from + taken, plain, held, part);
            held += part;
            taken += part;
        }
    }

    private void seal(boolean last) throws IOException {
        int length = cipher.seal(plain, held, last, sealed);
        held = 0;
        out.write(sealed, 0, length);
    }

    /** Hands on what is sealed; a chunk that is not full yet waits. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Seals the last chunk. The stream below stays open. */
    public void finish() throws IOException {
        if (!ended) {
            ended = true;
            seal(true);
            wipe();
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        wipe();
        out.close();
    }

    private void wipe() {
        cipher.wipe();
        Arrays.fill(plain, (byte) 0);
    }
}
