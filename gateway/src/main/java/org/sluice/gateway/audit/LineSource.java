package org.sluice.gateway.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.sluice.gateway.domain.audit.Sha256;

/** Takes a stream apart at its line ends, in bounded memory, and digests what has passed. */
final class LineSource {
    /** No line that a gateway writes comes near it. */
    static final int LONGEST_LINE = 4 << 20;

    private final InputStream in;
    private final MessageDigest digest = Sha256.start();
    private String digestBefore = "";

    LineSource(InputStream in) {
        this.in = in;
    }

    /**
     * The bytes of the next line without its end, empty at the end of the stream. A longer line than
     * {@link #LONGEST_LINE} is cut there; no gateway wrote it, so nothing is lost.
     */
    Optional<byte[]> next() throws IOException {
        digestBefore = snapshot();
        var line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < LONGEST_LINE) {
                line.write(b);
            }
        }
        byte[] bytes = line.toByteArray();
        digest.update(bytes);
        digest.update((byte) '\n');
        return Optional.of(bytes);
    }

    /** SHA-256 of every line before the line that {@link #next} returned last. */
    String digestBefore() {
        return digestBefore;
    }

    /** The bytes as UTF-8, or empty when they are not. */
    static Optional<String> text(byte[] line) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private String snapshot() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's SHA-256 cannot be copied.", e);
        }
    }
}
