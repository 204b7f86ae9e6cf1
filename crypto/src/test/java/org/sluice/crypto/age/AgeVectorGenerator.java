package org.sluice.crypto.age;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sluice.crypto.VectorFile;

/**
 * Writes the vectors of age files: good ones, and each with one thing wrong, its header's proof made right again so that
 * nothing but that one thing is what a reader refuses.
 */
final class AgeVectorGenerator {

    private static final byte[] FILE_KEY = Arrays.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, AgeKeys.FILE_KEY);
    private static final AgeSecretKey OTHER = AgeSecretKey.generate(new FixedRandom(90));
    private static final int WORK = 10;

    private final Path folder;
    private final SortedMap<String, String> written = new TreeMap<>();

    AgeVectorGenerator(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        new AgeVectorGenerator(VectorFile.FOLDER).all();
    }

    Map<String, String> all() throws IOException {
        String x25519 = Ages.KEY.publicKey().wrap(FILE_KEY, new FixedRandom(40)).text();
        String another = OTHER.publicKey().wrap(FILE_KEY, new FixedRandom(50)).text();
        String scrypt = new AgePassphrase(Ages.PASSPHRASE, WORK)
                .wrap(FILE_KEY, new FixedRandom(60))
                .text();
        String unknown = "-> grease-to-be-ignored some words\nAAAA\n";
        String share = x25519.substring("-> X25519 ".length(), x25519.indexOf('\n'));
        String body = x25519.substring(x25519.indexOf('\n') + 1);

        both("one-key", x25519, "opens");
        both("second-of-two-keys", another + x25519, "opens");
        both("unknown-kind-beside", unknown + x25519, "opens");
        both("another-key", another, "no-key-fits");
        both("unknown-kind-alone", unknown, "no-key-fits");
        both("passphrase", scrypt, "opens");
        both("passphrase-beside-key", scrypt + x25519, "header");
        both("passphrase-twice", scrypt + scrypt, "header");
        both("work-too-high", scrypt.replace(" " + WORK + "\n", " 21\n"), "too-costly");
        both("work-not-a-number", scrypt.replace(" " + WORK + "\n", " 0" + WORK + "\n"), "header");
        both("work-huge", scrypt.replace(" " + WORK + "\n", " 4294967306\n"), "header");
        both("work-negative", scrypt.replace(" " + WORK + "\n", " -1\n"), "header");
        both("salt-short", scrypt.replaceFirst("scrypt \\S+", "scrypt AAAA"), "header");
        both("no-recipient", "", "header");
        both("share-short", "-> X25519 AAAA\n" + body, "header");
        both("share-of-small-order", "-> X25519 " + "A".repeat(43) + "\n" + body, "header");
        both("share-not-canonical", x25519.replace(share, oddBits(share)), "header");
        both("share-padded", x25519.replace(share, share + "="), "header");
        both("argument-too-many", x25519.replace(share, share + " more"), "header");
        both("argument-empty", x25519.replace("X25519 ", "X25519  "), "header");
        both("body-long", "-> X25519 " + share + "\n" + "A".repeat(64) + "\n\n", "header");
        both("file-key-long", long25519(), "header");
        both(
                "body-wrapped-early",
                x25519.replace("\n" + body, "\n" + body.substring(0, 8) + "\n" + body.substring(8)),
                "header");
        both("line-ends-of-windows", x25519.replace("\n", "\r\n"), "header");
        both("control-character", "-> X25519\u0001 " + share + "\n" + body, "header");

        hybrid(x25519);

        byte[] good = file(x25519);
        write("version-2", replace(good, "org/v1", "org/v2"), "not-age");
        write("armoured", "-----BEGIN AGE ENCRYPTED FILE-----\n".getBytes(StandardCharsets.US_ASCII), "not-age");
        write("recipient-added-later", replace(good, "--- ", unknown + "--- "), "header");
        int mac = new String(good, StandardCharsets.ISO_8859_1).indexOf("--- ") + 4;
        write("proof-changed", flipped(good, mac + 2), "header");
        write("proof-short", replace(good, "--- ", "--- AAAA\n--- "), "header");
        int payload = mac + 44;
        write("cut-in-header", Arrays.copyOf(good, mac - 10), "header");
        write("cut-in-nonce", Arrays.copyOf(good, payload + 5), "header");
        write("cut-before-content", Arrays.copyOf(good, payload + 16), "content");
        write("cut-in-content", Arrays.copyOf(good, good.length - 1), "content");
        write("longer", Arrays.copyOf(good, good.length + 1), "content");
        write("content-changed", flipped(good, payload + 16), "content");
        write("nonce-changed", flipped(good, payload), "content");
        write("tag-changed", flipped(good, good.length - 1), "content");
        return written;
    }

    private void hybrid(String x25519) throws IOException {
        AgeSecretKey other = AgeSecretKey.generatePostQuantum(new FixedRandom(95));
        String ours =
                Ages.HYBRID.publicKey().wrap(FILE_KEY, new FixedRandom(40)).text();
        String another = other.publicKey().wrap(FILE_KEY, new FixedRandom(50)).text();
        byte[] good = file(ours);
        write("hybrid-one-key", Ages.HYBRID, good, "opens");
        write("hybrid-second-of-two-keys", Ages.HYBRID, file(another + ours), "opens");
        write("hybrid-another-key", Ages.HYBRID, file(another), "no-key-fits");
        write("hybrid-beside-another-kind", Ages.HYBRID, file(x25519 + ours), "opens");
        write("hybrid-for-a-key-of-another-kind", Ages.KEY, good, "no-key-fits");
        write("hybrid-body-short", Ages.HYBRID, file(ours.substring(0, ours.indexOf('\n')) + "\nAAAA\n"), "header");
        write("hybrid-cut-in-header", Ages.HYBRID, Arrays.copyOf(good, 900), "header");
        write("hybrid-cut-in-content", Ages.HYBRID, Arrays.copyOf(good, good.length - 1), "content");
    }

    /** A file key of 32 bytes, well wrapped: such ones could be made to open under two keys. */
    private static String long25519() {
        return Ages.KEY
                .publicKey()
                .wrap(Arrays.copyOf(FILE_KEY, 32), new FixedRandom(40))
                .text();
    }

    private static String oddBits(String base64) {
        char last = base64.charAt(base64.length() - 1);
        return base64.substring(0, base64.length() - 1) + (char) (last + 1);
    }

    private void both(String name, String stanzas, String result) throws IOException {
        write(name, file(stanzas), result);
    }

    private static byte[] file(String stanzas) {
        byte[] header = AgeKeys.ascii(AgeHeader.BEGIN + stanzas + "---");
        byte[] proven = AgeKeys.join(header, AgeKeys.ascii(" " + Base64Text.of(AgeKeys.mac(FILE_KEY, header)) + "\n"));
        byte[] nonce = new byte[ChunkCipher.NONCE];
        new FixedRandom(70).nextBytes(nonce);
        byte[] sealed = new byte[20 + AgeKeys.TAG];
        new ChunkCipher(FILE_KEY, nonce).seal(Ages.plain(20), 20, true, sealed);
        return AgeKeys.join(AgeKeys.join(proven, nonce), sealed);
    }

    private static byte[] replace(byte[] file, String what, String by) {
        return new String(file, StandardCharsets.ISO_8859_1).replace(what, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] flipped(byte[] file, int at) {
        byte[] changed = file.clone();
        changed[at] ^= 1;
        return changed;
    }

    private void write(String name, byte[] file, String result) throws IOException {
        write(name, Ages.KEY, file, result);
    }

    private void write(String name, AgeSecretKey identity, byte[] file, String result) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("kind: age");
        lines.add("identity: " + identity.reveal());
        lines.add("passphrase: " + Ages.PASSPHRASE);
        lines.add("plain-length: 20");
        lines.add("file: " + HexFormat.of().formatHex(file));
        lines.add("result: " + result);
        String text = String.join("\n", lines) + "\n";
        written.put("age-" + name + ".txt", text);
        Files.writeString(folder.resolve("age-" + name + ".txt"), text);
    }
}
