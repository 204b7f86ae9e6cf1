package org.sluice.crypto.pgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.PacketTags;

/**
 * The packets of exactly one public key (RFC 9580, sections 4.2 and 10.1). Their frames are walked before anything is parsed:
 * whatever claims to be longer than it is, whatever is secret, and a second key are refused here.
 */
final class PgpPackets {
    /** A key with many signatures of others has some hundred kilobytes; those are of no use here. */
    static final int LONGEST = 256 << 10;

    private static final String BEGIN = "-----BEGIN PGP ";

    private PgpPackets() {}

    /** @param given armoured or not */
    static byte[] ofOneKey(byte[] given) throws PgpRefused {
        if (given.length > LONGEST) {
            throw new PgpRefused(PgpRefused.Why.TOO_LONG);
        }
        String text = new String(given, StandardCharsets.ISO_8859_1);
        if (text.contains(BEGIN + "PRIVATE KEY BLOCK")) {
            throw new PgpRefused(PgpRefused.Why.SECRET);
        }
        int begin = text.indexOf(BEGIN);
        // Whatever a reader of armour makes of a second block: nobody is to wonder which of two keys was taken.
        if (begin >= 0 && text.indexOf(BEGIN, begin + 1) >= 0) {
            throw new PgpRefused(PgpRefused.Why.SEVERAL);
        }
        byte[] packets = begin >= 0 ? unarmoured(given) : given;
        walk(packets);
        return packets;
    }

    private static byte[] unarmoured(byte[] armoured) throws PgpRefused {
        try (InputStream in = new ArmoredInputStream(new ByteArrayInputStream(armoured))) {
            return in.readAllBytes();
        } catch (IOException | RuntimeException e) {
            throw new PgpRefused(PgpRefused.Why.NOT_A_KEY);
        }
    }

    static String armoured(byte[] packets) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream out =
                ArmoredOutputStream.builder().clearHeaders().enableCRC(true).build(text)) {
            out.write(packets);
        } catch (IOException e) {
            throw new IllegalStateException("writing into memory failed", e);
        }
        return text.toString(StandardCharsets.US_ASCII);
    }

    private static void walk(byte[] packets) throws PgpRefused {
        boolean begun = false;
        int at = 0;
        while (at < packets.length) {
            int head = packets[at] & 0xff;
            if ((head & 0x80) == 0) {
                throw new PgpRefused(PgpRefused.Why.NOT_A_KEY);
            }
            boolean current = (head & 0x40) != 0;
            int tag = current ? head & 0x3f : (head >> 2) & 0x0f;
            begun = known(tag, begun);
            Frame frame = current ? current(packets, at + 1) : legacy(packets, at + 1, head & 3);
            if (frame.length < 0 || frame.length > packets.length - frame.from) {
                throw new PgpRefused(PgpRefused.Why.NOT_A_KEY);
            }
            at = frame.from + (int) frame.length;
        }
        if (!begun) {
            throw new PgpRefused(PgpRefused.Why.NOT_A_KEY);
        }
    }

    /** Whether the key has begun with this packet or before it. */
    private static boolean known(int tag, boolean begun) throws PgpRefused {
        return switch (tag) {
            case PacketTags.SECRET_KEY, PacketTags.SECRET_SUBKEY -> throw new PgpRefused(PgpRefused.Why.SECRET);
            case PacketTags.PUBLIC_KEY -> begins(!begun, PgpRefused.Why.SEVERAL);
            case PacketTags.SIGNATURE,
                    PacketTags.USER_ID,
                    PacketTags.USER_ATTRIBUTE,
                    PacketTags.PUBLIC_SUBKEY,
                    PacketTags.TRUST -> begins(begun, PgpRefused.Why.NOT_A_KEY);
            default -> throw new PgpRefused(PgpRefused.Why.NOT_A_KEY);
        };
    }

    private static boolean begins(boolean may, PgpRefused.Why otherwise) throws PgpRefused {
        if (!may) {
            throw new PgpRefused(otherwise);
        }
        return true;
    }

    private record Frame(int from, long length) {
        private static final Frame NONE = new Frame(0, -1);
    }

    /** RFC 9580, section 4.2.1; parts of unknown length are for content, and never in a key. */
    private static Frame current(byte[] packets, int at) {
        long first = number(packets, at, 1);
        if (first < 192) {
            return new Frame(at + 1, first);
        }
        if (first < 224) {
            long second = number(packets, at + 1, 1);
            return second < 0 ? Frame.NONE : new Frame(at + 2, ((first - 192) << 8) + second + 192);
        }
        return first == 255 ? new Frame(at + 5, number(packets, at + 1, 4)) : Frame.NONE;
    }

    /** RFC 9580, section 4.2.2. */
    private static Frame legacy(byte[] packets, int at, int type) {
        int octets = type == 3 ? 0 : 1 << type;
        return octets == 0 ? Frame.NONE : new Frame(at + octets, number(packets, at, octets));
    }

    private static long number(byte[] packets, int at, int octets) {
        if (at + octets > packets.length) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = (number << 8) | (packets[at + i] & 0xff);
        }
        return number;
    }
}
