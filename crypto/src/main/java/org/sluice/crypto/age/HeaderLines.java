package org.sluice.crypto.age;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The lines of a header, read byte by byte, so that not one of the payload is taken, and never more than a bound. */
final class HeaderLines {

    /** All of a header: 512 post-quantum recipients take some 800 KiB. */
    private static final int MOST = 1024 * 1024;

    private final InputStream in;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    HeaderLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; it has no other characters than visible ASCII and spaces. */
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < ' ' || one > '~' || read.size() >= MOST) {
                throw new AgeRefused(AgeRefused.Why.HEADER);
            }
            line.append((char) one);
            read.write(one);
        }
        read.write('\n');
        return line.toString();
    }

    /** Whether the stream begins with this text, which is taken; what differs is not read to its end. */
    boolean begin(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (byte expected : wanted) {
            if (in.read() != expected) {
                return false;
            }
            read.write(expected);
        }
        return true;
    }

    /** Everything so far, but the last line, which here begins with a mark that belongs to it: up to the mark. */
    byte[] upTo(int behindLastLine, String lastLine) {
        byte[] all = read.toByteArray();
        int end = all.length - lastLine.length() - 1 + behindLastLine;
        byte[] part = new byte[end];
        System.arraycopy(all, 0, part, 0, end);
        return part;
    }
}
