package org.sluice.gateway.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;

/**
 * The question of {@code check-file}: the digest of a file or of its blocks (draft-ietf-secsh-filexfer-extensions-00,
 * section 3). The SHA-256 of a whole file is on record and costs nothing; all else is read and digested, within bounds.
 *
 * @param algorithms as the client named them, the one it likes best first
 * @param length 0 means up to the end
 * @param block bytes in a block that has a digest of its own; 0 means one digest for all
 */
record FileSum(String algorithms, long offset, long length, int block) {
    /** Reply that gives the digests, for both requests. */
    static final String REPLY = "check-file";

    static final String BY_NAME = "check-file-name";
    static final String BY_HANDLE = "check-file-handle";

    /** Bytes that one request may have digested. */
    static final long MOST = 1L << 30;
    /** The draft's least block. */
    private static final int LEAST_BLOCK = 256;
    /** Bytes of digests in one answer. */
    private static final int LONGEST_ANSWER = 128 * 1024;

    private static final String SHA256 = "sha256";
    /** The client's words for the JDK's. MD5 is left out: nobody should rely on it. */
    private static final Map<String, String> KNOWN = known();

    private static Map<String, String> known() {
        Map<String, String> known = new LinkedHashMap<>();
        known.put(SHA256, "SHA-256");
        known.put("sha384", "SHA-384");
        known.put("sha512", "SHA-512");
        // Last, for clients that know nothing else: it finds what a bad line did, and proves nothing against an
        // attacker.
        known.put("sha1", "SHA-1");
        return known;
    }

    static FileSum read(Buffer request) {
        return new FileSum(request.getString(), request.getLong(), request.getLong(), request.getInt());
    }

    /** Opens what is to be digested. */
    @FunctionalInterface
    interface Opener {
        SeekableByteChannel open() throws IOException;
    }

    /**
     * Writes the digests into an answer.
     *
     * @param recorded the SHA-256 of the whole file in hexadecimal, where it is on record
     * @throws RefusedException when it asks for what is not known, not there, or too much
     */
    void answer(Buffer answer, long size, Optional<String> recorded, Opener opener) throws IOException {
        String algorithm = algorithm();
        long end = end(size);
        boolean whole = offset == 0 && end == size && block == 0;
        byte[] digests = whole && recorded.isPresent() && algorithm.equals(SHA256)
                ? HexFormat.of().parseHex(recorded.get())
                : digest(KNOWN.getOrDefault(algorithm, ""), end, opener);
        answer.putString(REPLY);
        answer.putString(algorithm);
        answer.putRawBytes(digests);
    }

    private String algorithm() {
        for (String asked : algorithms.split(",", 32)) {
            if (KNOWN.containsKey(asked)) {
                return asked;
            }
        }
        throw new RefusedException(Refusal.wrong(
                "unknown-digest", "This gateway gives the digests " + String.join(", ", KNOWN.keySet()) + "."));
    }

    private long end(long size) {
        if (offset < 0 || length < 0 || block < 0 || offset > size) {
            throw new RefusedException(Refusal.wrong("bad-range", "The file has no such bytes; it has " + size + "."));
        }
        if (block > 0 && block < LEAST_BLOCK) {
            throw new RefusedException(
                    Refusal.wrong("bad-block", "A block with a digest of its own has at least 256 bytes."));
        }
        return length == 0 || length > size - offset ? size : offset + length;
    }

    private byte[] digest(String name, long end, Opener opener) throws IOException {
        MessageDigest digest = of(name);
        long bytes = end - offset;
        long blocks = block == 0 ? 1 : (bytes + block - 1) / block;
        if (bytes > MOST || blocks * digest.getDigestLength() > LONGEST_ANSWER) {
            throw new RefusedException(
                    Refusal.wrong(
                            "too-much-to-digest",
                            "One request digests " + MOST + " bytes at most and answers with " + LONGEST_ANSWER
                                    + " at most. Ask for the sha256 of the whole file, which is on record, or in smaller parts."));
        }
        ByteBuffer all = ByteBuffer.allocate((int) blocks * digest.getDigestLength());
        try (SeekableByteChannel file = opener.open()) {
            file.position(offset);
            byte[] piece = new byte[64 * 1024];
            long at = offset;
            while (all.hasRemaining()) {
                long stop = block == 0 ? end : Math.min(end, at + block);
                while (at < stop) {
                    int read = file.read(ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, stop - at)));
                    if (read < 0) {
                        throw new IOException("The file ended before its size.");
                    }
                    digest.update(piece, 0, read);
                    at += read;
                }
                all.put(digest.digest());
            }
        }
        return all.array();
    }

    private static MessageDigest of(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + name + ".", e);
        }
    }
}
