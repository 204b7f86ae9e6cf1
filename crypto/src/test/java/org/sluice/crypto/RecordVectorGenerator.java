package org.sluice.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the vectors of wrap records, channel key records and node secrets: good ones, and each with one thing wrong. */
final class RecordVectorGenerator {

    private static final String OUTER = "101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f";
    private static final String INNER = "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf";

    private final Path folder;
    private final SortedMap<String, String> written = new TreeMap<>();

    RecordVectorGenerator(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        new RecordVectorGenerator(VectorFile.FOLDER).all();
    }

    Map<String, String> all() throws IOException {
        Map<String, String> wrap = new LinkedHashMap<>();
        wrap.put("kind", "wrap");
        wrap.put("channel-key", OUTER);
        wrap.put("body-id", "00112233445566778899aabbccddeeff");
        wrap.put("deposit-id", "dép-1");
        wrap.put("label-hash", VectorGenerator.sha256("a label".getBytes(StandardCharsets.UTF_8)));
        wrap.put("label-version", "3");
        wrap.put("channel", "confidential");
        wrap.put("key-version", "2");
        wrap.put("data-key", INNER);
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("channel-key", INNER);
        wrong.put("body-id", "10112233445566778899aabbccddeeff");
        wrong.put("deposit-id", "dép-2");
        wrong.put("label-hash", VectorGenerator.sha256("another label".getBytes(StandardCharsets.UTF_8)));
        wrong.put("label-version", "4");
        wrong.put("channel", "restricted");
        wrong.put("key-version", "3");
        cases(wrap, wrong);

        Map<String, String> channelKey = new LinkedHashMap<>();
        channelKey.put("kind", "channel-key-record");
        channelKey.put("root-key", OUTER);
        channelKey.put("channel", "confidential");
        channelKey.put("key-version", "2");
        channelKey.put("channel-key", INNER);
        cases(channelKey, Map.of("root-key", INNER, "channel", "public", "key-version", "1"));

        Map<String, String> secret = new LinkedHashMap<>();
        secret.put("kind", "node-secret");
        secret.put("root-key", OUTER);
        secret.put("name", "audit-signing-key");
        secret.put("secret", "00010203040506");
        cases(secret, Map.of("root-key", INNER, "name", "session-key"));
        return written;
    }

    private void cases(Map<String, String> fields, Map<String, String> wrong) throws IOException {
        String kind = vector(fields, "").get("kind");
        byte[] salt =
                HexFormat.of().parseHex(VectorGenerator.sha256((kind + " salt").getBytes(StandardCharsets.UTF_8)));
        String record =
                HexFormat.of().formatHex(seal(vector(fields, ""), HexFormat.of().formatHex(salt)));
        write(kind + "-good", fields, record, "opens");
        for (Map.Entry<String, String> other : new TreeMap<>(wrong).entrySet()) {
            Map<String, String> changed = new LinkedHashMap<>(fields);
            changed.put(other.getKey(), other.getValue());
            write(kind + "-wrong-" + other.getKey(), changed, record, "refused");
        }
        flip(kind, "kind", fields, record, 3);
        flip(kind, "salt", fields, record, 4);
        flip(kind, "ciphertext", fields, record, 36);
        flip(kind, "tag", fields, record, record.length() / 2 - 1);
        write(kind + "-cut", fields, record.substring(0, record.length() - 2), "refused");
        write(kind + "-longer", fields, record + "00", "refused");
    }

    private void flip(String kind, String what, Map<String, String> fields, String record, int at) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(record);
        bytes[at] ^= 1;
        write(kind + "-flip-" + what, fields, HexFormat.of().formatHex(bytes), "refused");
    }

    private void write(String name, Map<String, String> fields, String record, String result) throws IOException {
        List<String> lines = new ArrayList<>(vector(fields, record).lines());
        lines.add("result: " + result);
        String text = String.join("\n", lines) + "\n";
        written.put(name + ".txt", text);
        Files.writeString(folder.resolve(name + ".txt"), text);
    }

    private static VectorFile vector(Map<String, String> fields, String record) {
        List<String> lines = new ArrayList<>();
        fields.forEach((key, value) -> lines.add(key + ": " + value));
        lines.add("record: " + record);
        return new VectorFile("", lines);
    }

    static byte[] seal(VectorFile vector, String salt) {
        VectorBody.FixedRandom random = new VectorBody.FixedRandom(List.of(salt));
        return switch (vector.get("kind")) {
            case "wrap" ->
                Wraps.wrap(
                        binding(vector),
                        new ChannelKey(key(vector, "channel-key")),
                        new DataKey(key(vector, "data-key")),
                        random);
            case "channel-key-record" ->
                new RootKey(key(vector, "root-key"))
                        .wrap(channelKeyId(vector), new ChannelKey(key(vector, "channel-key")), random);
            case "node-secret" ->
                new RootKey(key(vector, "root-key"))
                        .seal(vector.get("name"), HexFormat.of().parseHex(vector.get("secret")), random);
            default -> throw new IllegalArgumentException(vector.get("kind"));
        };
    }

    /** The secret in the vector's record, in hexadecimal digits. */
    static String open(VectorFile vector) throws WrapRefused {
        byte[] record = HexFormat.of().parseHex(vector.get("record"));
        byte[] secret = switch (vector.get("kind")) {
            case "wrap" ->
                Wraps.unwrap(binding(vector), new ChannelKey(key(vector, "channel-key")), record)
                        .bytes()
                        .exposed();
            case "channel-key-record" ->
                new RootKey(key(vector, "root-key"))
                        .unwrap(channelKeyId(vector), record)
                        .bytes()
                        .exposed();
            case "node-secret" -> new RootKey(key(vector, "root-key")).open(vector.get("name"), record);
            default -> throw new IllegalArgumentException(vector.get("kind"));
        };
        return HexFormat.of().formatHex(secret);
    }

    private static WrapBinding binding(VectorFile vector) {
        return new WrapBinding(
                new BodyId(vector.get("body-id")),
                vector.get("deposit-id"),
                vector.get("label-hash"),
                Long.parseLong(vector.get("label-version")),
                channelKeyId(vector));
    }

    private static ChannelKeyId channelKeyId(VectorFile vector) {
        return new ChannelKeyId(vector.get("channel"), Integer.parseInt(vector.get("key-version")));
    }

    private static KeyBytes key(VectorFile vector, String name) {
        return KeyBytes.copyOf(HexFormat.of().parseHex(vector.get(name)));
    }
}
