package org.sluice.crypto.age;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The plain bytes of an age file. No byte leaves before the tag of its chunk fitted; that the file was not cut is known only
 * when {@link #read} says that it ended, so whoever keeps what came keeps it for good only then. After a failure the reader
 * repeats it. For one thread.
 */
public final class AgeReader extends InputStream {

    private static final int SEALED = ChunkCipher.CHUNK + AgeKeys.TAG;

    private final InputStream in;
    private final ChunkCipher cipher;
    /** One chunk, and behind it the first byte of the next: only by that it is known whether it is the last. */
    private final byte[] sealed = new byte[SEALED + 1];

    private final byte[] plain = new byte[ChunkCipher.CHUNK];
    private int ahead;
    private int from;
    private int to;
    private boolean first = true;
    private boolean ended;
    private boolean refused;
    private boolean closed;

    private AgeReader(InputStream in, ChunkCipher cipher) {
        this.in = in;
        this.cipher = cipher;
    }

    /**
     * Reads the header and finds the key. Give a buffered stream.
     *
     * @throws AgeRefused when it can't be opened with these
     */
    public static AgeReader open(InputStream in, List<? extends AgeIdentity> identities) throws IOException {
        byte[] fileKey = AgeHeader.read(in).fileKey(identities);
        try {
            byte[] nonce = in.readNBytes(ChunkCipher.NONCE);
            if (nonce.length < ChunkCipher.NONCE) {
                throw new AgeRefused(AgeRefused.Why.HEADER);
            }
            return new AgeReader(in, new ChunkCipher(fileKey, nonce));
        } finally {
            Arrays.fill(fileKey, (byte) 0);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, into.length);
        if (closed) {
            throw new IOException("this reader was closed");
        }
        if (length == 0) {
            return 0;
        }
        if (from == to && !ended) {
            next();
        }
        if (refused) {
            throw new AgeRefused(AgeRefused.Why.CONTENT);
        }
        if (from == to) {
            return -1;
        }
        int part = Math.min(length, to - from);
        System.arraycopy(plain, from, into, at, part);
        from += part;
        return part;
    }

    private void next() throws IOException {
        if (refused) {
            return;
        }
        int got = ahead + in.readNBytes(sealed, ahead, sealed.length - ahead);
        boolean last = got <= SEALED;
        int length = Math.min(got, SEALED);
        // An empty last chunk stands for an empty file and for nothing else: two spellings of one content.
        boolean empty = length == AgeKeys.TAG && !first;
        Optional<Integer> opened =
                length < AgeKeys.TAG || empty ? Optional.empty() : cipher.open(sealed, length, last, plain);
        refused = opened.isEmpty();
        from = 0;
        to = opened.orElse(0);
        first = false;
        ended = last && !refused;
        if (!last) {
            sealed[0] = sealed[SEALED];
            ahead = 1;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        cipher.wipe();
        Arrays.fill(plain, (byte) 0);
        in.close();
    }
}
