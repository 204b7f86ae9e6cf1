package org.sluice.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the body vectors. What each case must lead to stands here by hand, it is not asked of the code. Committed vectors
 * are the format: a change that makes this write other bytes needs a new format version.
 */
final class VectorGenerator {

    private static final String ID = "00112233445566778899aabbccddeeff";
    private static final String OTHER_ID = "ffeeddccbbaa99887766554433221100";
    private static final String KEY = "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf";
    private static final String OTHER_KEY = "c0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf";
    private static final String AT_OPEN = "refused-at-open";
    private static final int FRAME = 65_536;
    private static final int RECORD = 65_560;

    private final Path folder;
    private final SortedMap<String, String> written = new TreeMap<>();

    VectorGenerator(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        new VectorGenerator(VectorFile.FOLDER).all();
    }

    Map<String, String> all() throws IOException {
        good("good-0-bytes", ID, 0, 0);
        good("good-1-byte", ID, 1, 0);
        good("good-frame-less-1", ID, FRAME - 1, 0);
        good("good-frame", ID, FRAME, 0);
        good("good-frame-and-1", ID, FRAME + 1, 0);
        good("good-3-frames-1-run", ID, 3 * FRAME + 100, 0);
        good("good-3-frames-1-run-again", ID, 3 * FRAME + 100, 0);
        good("good-3-frames-other-body", OTHER_ID, 3 * FRAME + 100, 0);
        good("good-3-frames-3-runs", ID, 3 * FRAME + 100, 0, 1, 3);
        good("good-last-run-empty-final-frame", ID, 2 * FRAME, 0, 2);
        good("good-40-frames-4-runs", ID, 40 * FRAME + 1, 0, 1, 2, 39);
        unfinished("unfinished-0-frames", 0, 0);
        unfinished("unfinished-3-frames-2-runs", 3, 0, 2);
        cuts();
        frames();
        headerFields();
        runRecordFields();
        frameFields();
        endRecordFields();
        keysAndExpectations();
        return written;
    }

    private void good(String name, String id, int length, int... firsts) throws IOException {
        body(name, id, length, true, firsts);
    }

    private void unfinished(String name, int frames, int... firsts) throws IOException {
        body(name, ID, frames * FRAME, false, firsts);
    }

    private void body(String name, String id, int length, boolean finished, int... firsts) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("kind: body");
        lines.add("body-id: " + id);
        lines.add("data-key: " + KEY);
        lines.add("plain-length: " + length);
        for (int first : firsts) {
            lines.add("run: " + first + " " + sha256((name + " run " + first).getBytes(StandardCharsets.UTF_8)));
        }
        if (!finished) {
            lines.add("finished: no");
        }
        byte[] bytes = VectorBody.build(new VectorFile(name, lines));
        lines.add("size: " + bytes.length);
        lines.add("sha256: " + sha256(bytes));
        if (bytes.length > 0 && bytes.length < 512) {
            lines.add("bytes: " + HexFormat.of().formatHex(bytes));
        }
        lines.add(finished ? "result: reads" : "result: " + AT_OPEN);
        if (!finished) {
            lines.add("whole-frames: " + length / FRAME);
        }
        write(name, lines);
    }

    private void cuts() throws IOException {
        String base = "good-3-frames-3-runs";
        // Header; run 0 and frame 0; run 1 and frames 1, 2; run 2 and the end record of 44 + 120 + 100 bytes.
        int run1 = 68 + 48 + RECORD;
        int run2 = run1 + 48 + 2 * RECORD;
        int size = run2 + 48 + 44 + 120 + 100;
        cut(base, "to-nothing", 0, 0);
        cut(base, "inside-header", 40, 0);
        cut(base, "behind-header", 68, 0);
        cut(base, "inside-run-record-0", 100, 0);
        cut(base, "behind-run-record-0", 116, 0);
        cut(base, "inside-frame-0", 116 + 30_000, 0);
        cut(base, "before-checksum-of-frame-0", run1 - 4, 0);
        cut(base, "behind-frame-0", run1, 1);
        cut(base, "inside-run-record-1", run1 + 20, 1);
        cut(base, "behind-run-record-1", run1 + 48, 1);
        cut(base, "behind-frame-1", run1 + 48 + RECORD, 2);
        cut(base, "one-byte-before-frame-2-ends", run2 - 1, 2);
        cut(base, "behind-frame-2", run2, 3);
        cut(base, "behind-run-record-2", run2 + 48, 3);
        cut(base, "inside-end-record", run2 + 48 + 200, 3);
        cut(base, "one-byte-before-the-end", size - 1, 3);
        tampered("append-one-byte", base, AT_OPEN, "operation: append 00", "whole-frames: 3");
        tampered("append-end-mark", base, AT_OPEN, "operation: append 00000108534c4544", "whole-frames: 3");
    }

    private void cut(String base, String name, int size, int wholeFrames) throws IOException {
        tampered("cut-" + name, base, AT_OPEN, "operation: cut " + size, "whole-frames: " + wholeFrames);
    }

    private void frames() throws IOException {
        String one = "good-3-frames-1-run";
        String three = "good-3-frames-3-runs";
        both("swap-frames", one, "refused-at-frame 0", "operation: swap-frames 0 1");
        both("swap-frames-of-two-runs", three, "refused-at-frame 0", "operation: swap-frames 0 2");
        both("swap-last-frames", three, "refused-at-frame 1", "operation: swap-frames 1 2");
        both("double-frame", one, AT_OPEN, "operation: double-frame 1");
        both("double-frame-over-next", one, "refused-at-frame 2", "operation: splice-frame 2 " + one + ".txt 1");
        both("drop-frame-first", one, AT_OPEN, "operation: drop-frame 0");
        both("drop-frame-last", one, AT_OPEN, "operation: drop-frame 2");
        int end = 68 + 48 + 3 * RECORD;
        both(
                "drop-frame-and-lower-length",
                one,
                AT_OPEN,
                "operation: drop-frame 2",
                "operation: write " + (end - RECORD + 8) + " " + HexFormat.of().toHexDigits(2L * FRAME + 100),
                "expected-length: " + (2 * FRAME + 100));
        both(
                "drop-run-record-and-its-line",
                three,
                AT_OPEN,
                "operation: delete " + (68 + 48 + RECORD) + " 48",
                "operation: delete " + (end + 48 + 16 + 40) + " 40",
                "operation: write " + (end + 48 + 4) + " 00000002",
                "operation: write " + (end + 48 + 44 + 80 + 100 - 8) + " "
                        + HexFormat.of().toHexDigits(44 + 80 + 100));
        both(
                "splice-frame-of-other-body",
                one,
                "refused-at-frame 1",
                "operation: splice-frame 1 good-3-frames-other-body.txt 1");
        both(
                "splice-frame-of-other-writing",
                one,
                "refused-at-frame 1",
                "operation: splice-frame 1 good-3-frames-1-run-again.txt 1");
        both("splice-frame-of-other-run", one, "refused-at-frame 2", "operation: splice-frame 2 " + three + ".txt 2");
        both("splice-end-of-other-body", one, AT_OPEN, "operation: splice-end good-3-frames-other-body.txt");
        both("splice-end-of-other-writing", one, AT_OPEN, "operation: splice-end good-3-frames-1-run-again.txt");
        both(
                "splice-end-onto-unfinished",
                "unfinished-3-frames-2-runs",
                AT_OPEN,
                "operation: splice-end " + one + ".txt",
                "expected-length: " + (3 * FRAME + 100));
    }

    private void headerFields() throws IOException {
        flips("header", 0, "magic", 0, "version", 11, "frame-size", 13, "body-id", 31, "commitment-start", 32);
        flips("header", 0, "commitment-end", 63);
        tampered("flip-header-crc", "good-1-byte", AT_OPEN, "operation: flip 67 0");
        both(
                "write-header-other-body-id",
                "good-1-byte",
                AT_OPEN,
                "operation: write 16 " + OTHER_ID,
                "body-id: " + OTHER_ID);
    }

    private void runRecordFields() throws IOException {
        flips("run-record", 68, "kind", 0, "first-frame", 11, "salt-start", 12, "salt-end", 43);
        tampered("flip-run-record-crc", "good-1-byte", AT_OPEN, "operation: flip 115 0");
    }

    private void frameFields() throws IOException {
        int frame = 68 + 48 + RECORD;
        String base = "good-3-frames-1-run";
        String refused = "refused-at-frame 1";
        tampered("flip-frame-kind", base, refused, "operation: flip " + frame + " 3");
        both("flip-frame-first-byte", base, refused, "operation: flip " + (frame + 4) + " 0");
        both("flip-frame-last-byte", base, refused, "operation: flip " + (frame + 4 + FRAME - 1) + " 7");
        both("flip-frame-tag", base, refused, "operation: flip " + (frame + 4 + FRAME + 15) + " 0");
        tampered("flip-frame-crc", base, refused, "operation: flip " + (frame + RECORD - 1) + " 0");
    }

    private void endRecordFields() throws IOException {
        // In good-1-byte the end record begins at 116 and has 44 + 40 + 1 bytes.
        flips("end-record", 116, "kind", 0, "run-count", 7, "length", 15, "length-high", 8, "first-frame", 23);
        flips("end-record", 116, "salt", 24, "final-frame", 56, "tag-start", 57, "tag-end", 72);
        tampered("flip-end-record-crc", "good-1-byte", AT_OPEN, "operation: flip " + (116 + 73) + " 0");
        flips("end-record", 116, "size", 80, "closing-mark", 84);
        both(
                "flip-salt-in-run-record-and-directory",
                "good-1-byte",
                AT_OPEN,
                "operation: flip " + (68 + 12) + " 0",
                "operation: flip " + (116 + 24) + " 0");
    }

    private void flips(String record, int start, Object... namesAndOffsets) throws IOException {
        for (int i = 0; i < namesAndOffsets.length; i += 2) {
            int offset = start + (int) namesAndOffsets[i + 1];
            both(
                    "flip-" + record + "-" + namesAndOffsets[i],
                    "good-1-byte",
                    AT_OPEN,
                    "operation: flip " + offset + " 0");
        }
    }

    private void keysAndExpectations() throws IOException {
        String base = "good-3-frames-3-runs";
        tampered("wrong-data-key", base, AT_OPEN, "data-key: " + OTHER_KEY);
        tampered("wrong-body-id", base, AT_OPEN, "body-id: " + OTHER_ID);
        tampered("wrong-length-shorter", base, AT_OPEN, "expected-length: " + (3 * FRAME + 99));
        tampered("wrong-length-longer", base, AT_OPEN, "expected-length: " + (3 * FRAME + 101));
        tampered("wrong-length-0", base, AT_OPEN, "expected-length: 0");
    }

    /** The case as it is, and once more with all checksums made right, where the cryptography has to notice alone. */
    private void both(String name, String base, String result, String... lines) throws IOException {
        tampered(name, base, result, lines);
        List<String> repaired = new ArrayList<>(List.of(lines));
        repaired.add("operation: repair-checksums");
        tampered(name + "-repaired", base, result, repaired.toArray(new String[0]));
    }

    private void tampered(String name, String base, String result, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of("kind: tampered", "base: " + base + ".txt"));
        lines.addAll(List.of(more));
        lines.add("result: " + result);
        write(name, lines);
    }

    private void write(String name, List<String> lines) throws IOException {
        String text = String.join("\n", lines) + "\n";
        if (written.put(name + ".txt", text) != null) {
            throw new IllegalStateException("two cases are called " + name);
        }
        Files.writeString(folder.resolve(name + ".txt"), text);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
