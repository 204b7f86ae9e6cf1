package org.sluice.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.SigningKey;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.policy.Loaded;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.DatabaseAddress;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.store.WriteDoor;
import org.sluice.gateway.usecase.KeyRing;

/** Makes a data directory: keys, database, protocol, the administrator's token. The settings come last: without them it is no gateway. */
final class InitialiseNode {
    private final InitOptions options;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    InitialiseNode(InitOptions options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    DataDirectory run() throws IOException {
        DataDirectory data = new DataDirectory(options.data());
        List<String> texts = new ArrayList<>();
        for (String protocol : options.protocols()) {
            texts.add(shipped(protocol));
        }
        requireEmpty(data);
        data.createFolders();
        try (RootKey root = RootKey.generate(random)) {
            root.store(data.rootKey());
            fill(data, root, texts);
        }
        DataDirectory.writeSecret(
                data.administratorToken(), Token.random(random).reveal() + "\n");
        DataDirectory.writeSecret(data.settings(), settings());
        return data;
    }

    private static String shipped(String protocol) throws IOException {
        Map<String, String> shipped = ProtocolFile.shipped();
        String text = shipped.get(protocol);
        if (text == null) {
            throw new IOException("No protocol \"" + protocol + "\" ships with Sluice; there is "
                    + String.join(", ", shipped.keySet()) + ".");
        }
        return text;
    }

    private static void requireEmpty(DataDirectory data) throws IOException {
        if (Files.exists(data.settings())) {
            throw new IOException(
                    data.root() + " holds a gateway already; start it with: sluice serve --data " + data.root());
        }
        if (Files.exists(data.root())) {
            try (var files = Files.list(data.root())) {
                Optional<Path> any = files.findAny();
                if (any.isPresent()) {
                    throw new IOException(
                            data.root() + " is not empty (" + any.get().getFileName()
                                    + " is in it). Name a folder that does not exist yet, or empty this one.");
                }
            }
        }
    }

    private void fill(DataDirectory data, RootKey root, List<String> protocolTexts) throws IOException {
        Instant now = Instant.ofEpochMilli(clock.instant().toEpochMilli());
        DatabaseAddress address =
                options.database().map(DatabaseAddress::parse).orElse(DatabaseAddress.sqlite(data.database()));
        SigningKey signing = SigningKey.generate(random);
        byte[] sessionKey = new byte[32];
        random.nextBytes(sessionKey);
        try (Database database = Database.open(address);
                WriteDoor door = database.writeDoor(clock, random);
                KeyRing keys = new KeyRing(root)) {
            if (database.read(sql -> Keys.secret(sql, Wiring.AUDIT_KEY)).isPresent()) {
                throw new IOException(
                        "This database belongs to a gateway already; a second one needs a database of its" + " own.");
            }
            Map<String, Protocol> protocols = new LinkedHashMap<>();
            for (String text : protocolTexts) {
                protocols.put(text, parse(text));
            }
            door.unitOfWork(tx -> {
                for (Channel channel : Channel.values()) {
                    keys.create(tx, channel, random, now);
                }
                Keys.addSecret(tx, Wiring.AUDIT_KEY, root.seal(Wiring.AUDIT_KEY, signing.pkcs8(), random));
                Keys.addSecret(
                        tx,
                        Wiring.AUDIT_PUBLIC_KEY,
                        root.seal(
                                Wiring.AUDIT_PUBLIC_KEY, signing.verifyingKey().x509(), random));
                Keys.addSecret(tx, Wiring.SESSION_KEY, root.seal(Wiring.SESSION_KEY, sessionKey, random));
                tx.append(new AuditEvent(EventKind.NODE_INITIALISED, new Actor.HostAdministrator(Optional.empty())));
                for (Map.Entry<String, Protocol> loaded : protocols.entrySet()) {
                    String text = loaded.getKey();
                    Protocol protocol = loaded.getValue();
                    ProtocolDocuments.add(
                            tx,
                            new ProtocolDocuments.Document(protocol.id(), protocol.version(), digest(text), text),
                            now);
                    tx.append(new AuditEvent(
                            EventKind.PROTOCOL_LOADED,
                            new Actor.HostAdministrator(Optional.empty()),
                            Map.of(
                                    "protocol", protocol.id(),
                                    "version", protocol.version(),
                                    "sha256", digest(text))));
                }
                return protocols.size();
            });
        } finally {
            Arrays.fill(sessionKey, (byte) 0);
        }
        Files.writeString(data.auditKey(), signing.verifyingKey().pem(), StandardCharsets.UTF_8);
    }

    private static Protocol parse(String text) throws IOException {
        return switch (ProtocolFile.load(text)) {
            case Loaded.Good good -> good.protocol();
            case Loaded.Bad bad -> throw new IOException("The shipped protocol does not load: " + bad.mistakes());
        };
    }

    private String settings() {
        Map<String, String> lines = new TreeMap<>();
        lines.put("sftp-port", Integer.toString(options.sftpPort()));
        lines.put("https-port", Integer.toString(options.httpsPort()));
        options.database().ifPresent(url -> lines.put("database", quoted(url)));
        StringBuilder text = new StringBuilder("""
                # The settings of this gateway. Everything that is not here has a safe default;
                # deploy/HANDBOOK.md lists all keys. A port of 0 takes any free one at each start.
                """);
        lines.forEach(
                (key, value) -> text.append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
