package org.sluice.gateway.balancer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The header with which a balancer says for whom it connects: versions 1 and 2 of the PROXY protocol (HAProxy's
 * proxy-protocol.txt, sections 2.1 and 2.2). Anything that is not exactly such a header is wrong; nothing is guessed.
 */
public sealed interface ProxyHeader {
    /** More bytes are needed to say. */
    record Unfinished() implements ProxyHeader {}

    /** No header, and none can become of it. */
    record Wrong(String why) implements ProxyHeader {}

    /**
     * A header.
     *
     * @param length its bytes, after which the client's own begin
     * @param client the client's address, if the balancer says it
     * @param ofBalancer the balancer itself connects, to see whether all is well
     */
    record Complete(int length, Optional<InetAddress> client, boolean ofBalancer) implements ProxyHeader {}

    /** Section 2.1: a line of version 1 has at most 107 bytes with its end. */
    int LONGEST_LINE = 107;

    /** Far above what balancers send, TLS details included; a client of theirs can't make us wait for 64 KiB. */
    int LONGEST = 2048;

    String LINE_START = "PROXY ";
    String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    int HEAD = 16;

    /** Reads from the first bytes of a connection. */
    static ProxyHeader of(byte[] bytes) {
        if (begins(bytes, SIGNATURE)) {
            return bytes.length < HEAD ? new Unfinished() : second(bytes);
        }
        return begins(bytes, LINE_START) ? first(bytes) : new Wrong("it does not begin with a PROXY header");
    }

    /** As far as both go. */
    private static boolean begins(byte[] bytes, String with) {
        byte[] start = with.getBytes(StandardCharsets.US_ASCII);
        int both = Math.min(bytes.length, start.length);
        return Arrays.equals(bytes, 0, both, start, 0, both);
    }

    private static ProxyHeader first(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && end < LONGEST_LINE && bytes[end] != '\n') {
            end++;
        }
        if (end == LONGEST_LINE) {
            return new Wrong("its line is too long");
        }
        if (end == bytes.length) {
            return new Unfinished();
        }
        if (end == 0 || bytes[end - 1] != '\r') {
            return new Wrong("its line does not end with CR and LF");
        }
        String line = new String(bytes, 0, end - 1, StandardCharsets.ISO_8859_1);
        if (line.equals("PROXY UNKNOWN") || line.startsWith("PROXY UNKNOWN ")) {
            return new Complete(end + 1, Optional.empty(), false);
        }
        Matcher matcher = LineOne.FORM.matcher(line);
        if (!matcher.matches() || !port(matcher.group(4)) || !port(matcher.group(5))) {
            return new Wrong("its line is not that of TCP4, TCP6 or UNKNOWN");
        }
        boolean six = matcher.group(1).equals("TCP6");
        Optional<InetAddress> client = address(matcher.group(2), six);
        return client.isPresent() && address(matcher.group(3), six).isPresent()
                ? new Complete(end + 1, client, false)
                : new Wrong("an address in its line is none");
    }

    private static ProxyHeader second(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int versionAndCommand = in.get(12) & 255;
        int family = in.get(13) & 255;
        int length = in.getShort(14) & 0xffff;
        if (versionAndCommand != 0x20 && versionAndCommand != 0x21) {
            return new Wrong("its version or command is not known");
        }
        if (HEAD + length > LONGEST) {
            return new Wrong("it is too long");
        }
        if (bytes.length < HEAD + length) {
            return new Unfinished();
        }
        byte[] whole = Arrays.copyOf(bytes, HEAD + length);
        boolean local = versionAndCommand == 0x20;
        // Two addresses and two ports; a LOCAL header says nothing that counts, whatever it holds.
        int addresses = switch (family) {
            case 0x00 -> 0;
            case 0x11 -> 12;
            case 0x21 -> 36;
            default -> local ? 0 : -1;
        };
        if (addresses < 0) {
            return new Wrong("its family is neither TCP over IPv4 nor TCP over IPv6");
        }
        if (!local && length < addresses) {
            return new Wrong("it is too short for its addresses");
        }
        if (!local && family != 0 && !sound(whole, HEAD + addresses)) {
            return new Wrong("what follows its addresses is damaged");
        }
        if (local || family == 0) {
            return new Complete(whole.length, Optional.empty(), local);
        }
        return new Complete(whole.length, Optional.of(address(whole, family == 0x11 ? 4 : 16)), false);
    }

    /** Whether the additional fields (section 2.2) fill the rest, and the checksum among them, if any, is right. */
    private static boolean sound(byte[] whole, int start) {
        int at = start;
        while (at + 3 <= whole.length) {
            int length = (whole[at + 1] & 255) << 8 | (whole[at + 2] & 255);
            if (at + 3 + length > whole.length || (whole[at] == 0x03 && !checks(whole, at + 3, length))) {
                return false;
            }
            at += 3 + length;
        }
        return at == whole.length;
    }

    private static boolean checks(byte[] whole, int at, int length) {
        if (length != 4) {
            return false;
        }
        byte[] without = whole.clone();
        Arrays.fill(without, at, at + 4, (byte) 0);
        CRC32C sum = new CRC32C();
        sum.update(without);
        return (int) sum.getValue() == ByteBuffer.wrap(whole).getInt(at);
    }

    private static InetAddress address(byte[] whole, int length) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(whole, HEAD, HEAD + length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address.", e);
        }
    }

    private static Optional<InetAddress> address(String text, boolean six) {
        if (six != text.contains(":")
                || !(six ? LineOne.SIX : LineOne.FOUR).matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean port(String text) {
        return Integer.parseInt(text) <= 65535;
    }

    /** The forms of a line of version 1. */
    final class LineOne {
        private static final String NUMBER = "(0|[1-9][0-9]{0,4})";
        private static final Pattern FORM =
                Pattern.compile("PROXY (TCP4|TCP6) ([0-9A-Fa-f:.]+) ([0-9A-Fa-f:.]+) " + NUMBER + " " + NUMBER);
        private static final String BYTE = "(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])";
        private static final Pattern FOUR = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
        private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

        private LineOne() {}
    }
}
