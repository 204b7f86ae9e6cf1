package org.sluice.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the vectors of sealed wraps: for a link, an owner and a session, good ones and each with one thing wrong. */
final class SealedVectorGenerator {

    private static final String SECRET = "101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f";
    private static final String OTHER = "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf";
    private static final String ONCE = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";

    private final Path folder;
    private final SortedMap<String, String> written = new TreeMap<>();

    SealedVectorGenerator(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        new SealedVectorGenerator(VectorFile.FOLDER).all();
    }

    Map<String, String> all() throws IOException {
        Map<String, String> wrong = Map.of(
                "body-id",
                "10112233445566778899aabbccddeeff",
                "deposit-id",
                "dép-2",
                "holder",
                "another",
                "secret",
                OTHER);
        cases(fields("sealed-session", Map.of("secret", SECRET)), wrong);
        cases(fields("sealed-owner", Map.of("secret", SECRET)), wrong);

        Map<String, String> link = fields("sealed-link", Map.of("secret", SECRET));
        link.put("lock", "$argon2id$v=19$m=64,t=1,p=1$AAECAwQFBgcICQoLDA0ODw");
        link.put("password", "abc-def-ghj-kmn-prs");
        Map<String, String> more = new LinkedHashMap<>(wrong);
        more.put("password", "abc-def-ghj-kmn-prt");
        more.put("lock", "$argon2id$v=19$m=64,t=1,p=1$AQECAwQFBgcICQoLDA0ODw");
        cases(link, more);
        Map<String, String> typed = new LinkedHashMap<>(link);
        typed.put("password", "ABC DEF GHJ KMN PRS");
        write("sealed-link-typed-otherwise", typed, record(link), "opens");
        return written;
    }

    private static Map<String, String> fields(String kind, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", kind);
        fields.put("body-id", "00112233445566778899aabbccddeeff");
        fields.put("deposit-id", "dép-1");
        fields.put("holder", "k-1");
        fields.putAll(more);
        fields.put("data-key", OTHER);
        return fields;
    }

    private void cases(Map<String, String> fields, Map<String, String> wrong) throws IOException {
        String kind = fields.getOrDefault("kind", "");
        byte[] record = record(fields);
        write(kind + "-good", fields, record, "opens");
        for (Map.Entry<String, String> other : new TreeMap<>(wrong).entrySet()) {
            Map<String, String> changed = new LinkedHashMap<>(fields);
            changed.put(other.getKey(), other.getValue());
            write(kind + "-wrong-" + other.getKey(), changed, record, "refused");
        }
        int begin = record.length - 84;
        for (int at : begin == 0 ? new int[] {3, 4, 36, 83} : new int[] {0, 31, 35, 36, 68, 115}) {
            byte[] flipped = record.clone();
            flipped[at] ^= 1;
            write(kind + "-flip-" + at, fields, flipped, "refused");
        }
        write(kind + "-cut", fields, java.util.Arrays.copyOf(record, record.length - 1), "refused");
        write(kind + "-longer", fields, java.util.Arrays.copyOf(record, record.length + 1), "refused");
    }

    private void write(String name, Map<String, String> fields, byte[] record, String result) throws IOException {
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (key, value) -> text.append(key).append(": ").append(value).append('\n'));
        text.append("record: ").append(HexFormat.of().formatHex(record)).append('\n');
        text.append("result: ").append(result).append('\n');
        written.put(name + ".txt", text.toString());
        Files.writeString(folder.resolve(name + ".txt"), text);
    }

    private static byte[] record(Map<String, String> fields) {
        VectorFile vector = new VectorFile(
                "",
                fields.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .toList());
        String salt = VectorGenerator.sha256((vector.get("kind") + " salt").getBytes(StandardCharsets.UTF_8));
        DataKey dataKey = new DataKey(KeyBytes.copyOf(HexFormat.of().parseHex(vector.get("data-key"))));
        return switch (vector.get("kind")) {
            case "sealed-link" ->
                SealedWraps.forLink(
                        binding(vector), linkKey(vector), dataKey, new VectorBody.FixedRandom(List.of(salt)));
            case "sealed-owner" ->
                SealedWraps.forOwner(
                        binding(vector),
                        vector.get("holder"),
                        owner(vector).publicKey(),
                        dataKey,
                        new VectorBody.FixedRandom(List.of(ONCE, salt)));
            default ->
                SealedWraps.forSession(
                        binding(vector),
                        vector.get("holder"),
                        secret(vector),
                        dataKey,
                        new VectorBody.FixedRandom(List.of(salt)));
        };
    }

    static DataKey open(VectorFile vector) throws WrapRefused {
        byte[] record = HexFormat.of().parseHex(vector.get("record"));
        return switch (vector.get("kind")) {
            case "sealed-link" -> SealedWraps.open(binding(vector), linkKey(vector), record);
            case "sealed-owner" -> SealedWraps.open(binding(vector), vector.get("holder"), owner(vector), record);
            default -> SealedWraps.open(binding(vector), vector.get("holder"), secret(vector), record);
        };
    }

    private static SealedBinding binding(VectorFile vector) {
        return new SealedBinding(new BodyId(vector.get("body-id")), vector.get("deposit-id"));
    }

    private static LinkKey linkKey(VectorFile vector) {
        return Passwords.key(
                LinkLock.parse(vector.get("lock")).orElseThrow(),
                vector.get("holder"),
                secret(vector),
                vector.get("password"));
    }

    private static Token secret(VectorFile vector) {
        return Token.parse(base64(vector)).orElseThrow();
    }

    private static SealingKey owner(VectorFile vector) {
        return SealingKey.parse("sluice-sealing-key-1:" + base64(vector)).orElseThrow();
    }

    private static String base64(VectorFile vector) {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(vector.get("secret")));
    }
}
