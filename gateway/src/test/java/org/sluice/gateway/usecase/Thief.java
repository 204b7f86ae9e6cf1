package org.sluice.gateway.usecase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.BodyId;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.ChannelKey;
import org.sluice.crypto.ChannelKeyId;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.IntakeKeyFile;
import org.sluice.crypto.LinkKey;
import org.sluice.crypto.LinkLock;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.SealedBinding;
import org.sluice.crypto.SealedWraps;
import org.sluice.crypto.SealingKey;
import org.sluice.crypto.Token;
import org.sluice.crypto.WrapRefused;
import org.sluice.crypto.Wraps;
import org.sluice.gateway.DataDirectory;
import org.sluice.gateway.blob.BodyFiles;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.DatabaseAddress;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.testkit.GatewayFixture;

/**
 * Somebody who has a stopped gateway: its data directory, its database, its root key and every other key that lies
 * anywhere, and who knows every line of its code. Tries all of it on each deposit.
 */
final class Thief implements AutoCloseable {
    private final DataDirectory data;
    private final Database database;
    private final RootKey root;
    private int tried;

    Thief(Path folder, DatabaseAddress address) throws IOException {
        data = new DataDirectory(folder);
        database = Database.open(address);
        root = RootKey.load(data.rootKey());
    }

    /** How many records were tried under how many keys: a thief who tries nothing proves nothing. */
    int tried() {
        return tried;
    }

    /** The content, if anything opens it. */
    Optional<byte[]> open(String depositId) {
        return database.read(sql -> {
            Deposit deposit = Deposits.find(sql, depositId).orElseThrow();
            for (DataKey key : keys(sql, deposit)) {
                Optional<byte[]> content = content(deposit, key);
                if (content.isPresent()) {
                    return content;
                }
            }
            return Optional.<byte[]>empty();
        });
    }

    private Optional<byte[]> content(Deposit deposit, DataKey key) {
        try (BodyReader reader = BodyReader.open(
                BodyFiles.open(data.bodies()).openForRead(deposit.bodyId()),
                new BodyId(deposit.bodyId()),
                key,
                deposit.size())) {
            return Optional.of(GatewayFixture.read(reader));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<DataKey> keys(Handle sql, Deposit deposit) {
        List<DataKey> found = new ArrayList<>();
        List<byte[]> records = records(sql);
        for (ChannelKeyId id : versions(sql)) {
            for (ChannelKey key : channelKeys(sql, id)) {
                for (byte[] record : records) {
                    attempt(found, () -> Wraps.unwrap(Bodies.binding(deposit, id), key, record));
                }
            }
        }
        SealedBinding binding = new SealedBinding(new BodyId(deposit.bodyId()), deposit.id());
        List<String> holders = texts(sql, "SELECT id FROM link UNION SELECT id FROM participant");
        for (byte[] secret : secrets(sql)) {
            attempt(found, () -> DataKey.parse(base64(secret)).orElseThrow());
            Token token = Token.parse(base64(secret)).orElseThrow();
            SealingKey sealing =
                    SealingKey.parse("sluice-sealing-key-1:" + base64(secret)).orElseThrow();
            for (byte[] record : records) {
                for (String holder : holders) {
                    attempt(found, () -> SealedWraps.open(binding, holder, token, record));
                    attempt(found, () -> SealedWraps.open(binding, holder, sealing, record));
                }
            }
            for (String link : texts(sql, "SELECT link_id FROM sealed_link")) {
                LinkLock lock = LinkLock.parse(texts(sql, "SELECT lock FROM sealed_link WHERE link_id = '" + link + "'")
                                .getFirst())
                        .orElseThrow();
                for (String word : texts(sql, "SELECT password_hash FROM link WHERE password_hash IS NOT NULL")) {
                    LinkKey key = Passwords.key(lock, link, token, word);
                    records.forEach(record -> attempt(found, () -> SealedWraps.open(binding, key, record)));
                }
            }
        }
        return found;
    }

    private interface Opening {
        DataKey open() throws WrapRefused;
    }

    private void attempt(List<DataKey> found, Opening opening) {
        tried++;
        try {
            found.add(opening.open());
        } catch (WrapRefused e) {
            // The next one, then.
        }
    }

    /** Every blob of every table, whatever it is said to be. */
    private static List<byte[]> records(Handle sql) {
        List<byte[]> records = new ArrayList<>();
        for (String table : List.of(
                "wrap", "sealed_link_wrap", "sealed_owner_wrap", "sealed_session", "channel_key", "node_secret")) {
            records.addAll(sql.createQuery("SELECT record FROM " + table)
                    .mapTo(byte[].class)
                    .list());
        }
        return records;
    }

    private static List<ChannelKeyId> versions(Handle sql) {
        return sql.createQuery("SELECT channel, version FROM channel_key")
                .map((row, context) -> new ChannelKeyId(row.getString("channel"), row.getInt("version")))
                .list();
    }

    private List<ChannelKey> channelKeys(Handle sql, ChannelKeyId id) {
        List<ChannelKey> keys = new ArrayList<>();
        byte[] record = sql.createQuery(
                        "SELECT record FROM channel_key WHERE channel = :channel AND version = :version")
                .bind("channel", id.channel())
                .bind("version", id.version())
                .mapTo(byte[].class)
                .one();
        try {
            keys.add(root.unwrap(id, record));
        } catch (WrapRefused e) {
            // An intake key: its record is empty, and the key in the folder if anywhere.
        }
        for (Path file : files()) {
            try {
                keys.add(IntakeKeyFile.load(file));
            } catch (IOException e) {
                // No intake key.
            }
        }
        return keys;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(data.root())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(data.bodies()))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whatever has 32 bytes: keys in files, secrets under the root key, hashes of tokens and passwords. */
    private List<byte[]> secrets(Handle sql) {
        List<byte[]> secrets = new ArrayList<>();
        for (Path file : files()) {
            try {
                String text =
                        Files.readString(file, StandardCharsets.ISO_8859_1).strip();
                decoded(text.substring(text.lastIndexOf(':') + 1)).ifPresent(secrets::add);
            } catch (IOException e) {
                // Not readable; on to the next.
            }
        }
        for (String name : texts(sql, "SELECT name FROM node_secret")) {
            try {
                byte[] secret = root.open(
                        name,
                        sql.createQuery("SELECT record FROM node_secret WHERE name = :name")
                                .bind("name", name)
                                .mapTo(byte[].class)
                                .one());
                if (secret.length == 32) {
                    secrets.add(secret);
                }
            } catch (WrapRefused e) {
                throw new IllegalStateException(e);
            }
        }
        texts(sql, "SELECT token_hash FROM link UNION SELECT secret_hash FROM sealed_session")
                .forEach(hash -> secrets.add(HexFormat.of().parseHex(hash)));
        texts(sql, "SELECT password_hash FROM link WHERE password_hash IS NOT NULL")
                .forEach(phc -> secrets.add(Base64.getDecoder().decode(phc.substring(phc.lastIndexOf('$') + 1))));
        texts(sql, "SELECT public_key FROM sealing_key")
                .forEach(key -> decoded(key.substring(key.indexOf(':') + 1)).ifPresent(secrets::add));
        return secrets;
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == 32 ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(Handle sql, String query) {
        return sql.createQuery(query).mapTo(String.class).list();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        root.close();
        database.close();
    }
}
