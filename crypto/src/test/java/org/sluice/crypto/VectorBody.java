package org.sluice.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** Builds the bytes that a body vector describes, and does to them what a tampered one says. */
final class VectorBody {

    private static final int FRAME_RECORD = 65_560;

    private VectorBody() {}

    /** Gives fixed salts in order. */
    static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient Deque<byte[]> salts = new ArrayDeque<>();

        FixedRandom(List<String> hex) {
            hex.forEach(salt -> salts.add(HexFormat.of().parseHex(salt)));
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(salts.remove(), 0, bytes, 0, bytes.length);
        }
    }

    static DataKey dataKey(VectorFile vector) {
        return new DataKey(KeyBytes.copyOf(HexFormat.of().parseHex(vector.get("data-key"))));
    }

    static byte[] build(VectorFile vector) {
        BodyId id = new BodyId(vector.get("body-id"));
        byte[] plain = Bodies.plain(Integer.parseInt(vector.get("plain-length")));
        List<Integer> firsts = new ArrayList<>();
        List<String> salts = new ArrayList<>();
        for (String run : vector.each("run")) {
            firsts.add(Integer.valueOf(run.split(" ", -1)[0]));
            salts.add(run.split(" ", -1)[1]);
        }
        SecureRandom random = new FixedRandom(salts);
        MemoryFile file = new MemoryFile();
        try (DataKey key = dataKey(vector)) {
            for (int run = 0; run < firsts.size(); run++) {
                boolean last = run == firsts.size() - 1;
                MemoryFile next = new MemoryFile(file.content());
                file = next;
                try (BodyWriter writer = run == 0
                        ? BodyWriter.create(next, id, key, random)
                        : BodyWriter.resume(next, id, key, random)) {
                    int from = firsts.get(run) * Bodies.FRAME;
                    int to = last ? plain.length : firsts.get(run + 1) * Bodies.FRAME;
                    writer.write(plain, from, to - from);
                    if (last && vector.find("finished").isEmpty()) {
                        writer.finish();
                    }
                }
            }
            return file.content();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] tamper(VectorFile base, List<String> operations) {
        byte[] body = build(base);
        for (String operation : operations) {
            body = apply(base, body, operation.split(" ", -1));
        }
        return body;
    }

    private static byte[] apply(VectorFile base, byte[] body, String[] words) {
        return switch (words[0]) {
            case "cut" -> Arrays.copyOf(body, number(words[1]));
            case "append" -> joined(body, HexFormat.of().parseHex(words[1]));
            case "flip" -> {
                body[number(words[1])] ^= (byte) (1 << number(words[2]));
                yield body;
            }
            case "write" -> overwritten(body, number(words[1]), HexFormat.of().parseHex(words[2]));
            case "delete" -> without(body, number(words[1]), number(words[2]));
            case "swap-frames" -> {
                byte[] first = frame(base, body, number(words[1]));
                byte[] second = frame(base, body, number(words[2]));
                overwritten(body, offset(base, number(words[1])), second);
                yield overwritten(body, offset(base, number(words[2])), first);
            }
            case "double-frame" -> {
                int at = offset(base, number(words[1])) + FRAME_RECORD;
                byte[] head = joined(Arrays.copyOf(body, at), frame(base, body, number(words[1])));
                yield joined(head, Arrays.copyOfRange(body, at, body.length));
            }
            case "drop-frame" -> without(body, offset(base, number(words[1])), FRAME_RECORD);
            case "splice-frame" -> {
                VectorFile other = VectorFile.load(words[2]);
                byte[] foreign = frame(other, build(other), number(words[3]));
                yield overwritten(body, offset(base, number(words[1])), foreign);
            }
            case "splice-end" -> {
                VectorFile other = VectorFile.load(words[1]);
                byte[] foreign = build(other);
                byte[] end = Arrays.copyOfRange(foreign, end(other), foreign.length);
                yield joined(Arrays.copyOf(body, end(base)), end);
            }
            case "repair-checksums" -> repaired(body);
            default -> throw new IllegalArgumentException("unknown operation " + words[0]);
        };
    }

    /** Where a full frame, or the end record, begins: written here once more, from FORMAT.md and not from the code. */
    static int offset(VectorFile body, int frame) {
        long runs = body.each("run").stream()
                .filter(run -> Integer.parseInt(run.split(" ", -1)[0]) <= frame)
                .count();
        return (int) (68 + 48 * runs + (long) FRAME_RECORD * frame);
    }

    static int end(VectorFile body) {
        return offset(body, Integer.parseInt(body.get("plain-length")) / Bodies.FRAME);
    }

    private static byte[] repaired(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        bytes.putInt(64, crc(new byte[0], body, 0, 64));
        byte[] place = new byte[28];
        System.arraycopy(body, 16, place, 4, 16);
        long frames = 0;
        int at = 68;
        while (at + 48 <= body.length) {
            System.arraycopy(body, at, place, 0, 4);
            String kind = new String(place, 0, 4, StandardCharsets.ISO_8859_1);
            boolean run = kind.equals("SLRN");
            boolean full = kind.equals("SLFF");
            int size = run ? 48 : full ? FRAME_RECORD : body.length - 8 - at;
            if (at + size > body.length) {
                break;
            }
            long number = run ? bytes.getLong(at + 4) : full ? frames++ : bytes.getLong(at + 8) / Bodies.FRAME;
            ByteBuffer.wrap(place).putLong(20, number);
            bytes.putInt(at + size - 4, crc(place, body, at + 4, at + size - 4));
            at += run || full ? size : body.length;
        }
        return body;
    }

    private static int crc(byte[] place, byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(place);
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private static byte[] frame(VectorFile vector, byte[] body, int frame) {
        int at = offset(vector, frame);
        return Arrays.copyOfRange(body, at, at + FRAME_RECORD);
    }

    private static byte[] overwritten(byte[] body, int at, byte[] with) {
        System.arraycopy(with, 0, body, at, with.length);
        return body;
    }

    private static byte[] without(byte[] body, int at, int count) {
        return joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, at + count, body.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
