package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What the tests of one subject share: who takes part, and the steps they are tried with. */
abstract class UploadCase {
    static final String TYPE = "assessments-reports";
    static final int FRAME = 65_536;

    final TestDatabase kind;
    GatewayFixture gateway;

    UploadCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR);
        gateway.person("berivan", "org-a", Role.DEPOSITOR);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    /** What a crash between a body's end and its row leaves. */
    void finishBodyWithoutItsRow(String person, String name, byte[] content) {
        Upload upload = begin(person, name, true);
        GatewayFixture.write(upload, 0, content);
        gateway.inside.ledger.write(tx -> tx.sql()
                .createUpdate("UPDATE deposit SET state = 'removed' WHERE id = :id")
                .bind("id", upload.depositId())
                .execute());
        assertThat(refusal(upload.complete()).code()).isEqualTo("taken-over");
        gateway.inside.ledger.write(tx -> tx.sql()
                .createUpdate("UPDATE deposit SET state = 'receiving' WHERE id = :id")
                .bind("id", upload.depositId())
                .execute());
    }

    List<Path> filesHolding(String text) throws IOException {
        Path database = gateway.inside
                .settings
                .database()
                .filter(url -> url.startsWith("sqlite:"))
                .map(url -> Path.of(url.substring("sqlite:".length())).getParent())
                .orElse(gateway.data.bodies());
        List<Path> files = new ArrayList<>();
        for (Path root : Set.of(gateway.data.root(), database)) {
            try (Stream<Path> regular = Files.walk(root)) {
                files.addAll(regular.filter(Files::isRegularFile)
                        .filter(file -> holds(file, text))
                        .toList());
            }
        }
        return files;
    }

    static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            // A file that went away while it was looked at holds nothing any more.
            return false;
        }
    }

    List<Path> bodies() {
        try (Stream<Path> files = Files.walk(gateway.data.bodies())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Upload begin(String person, String name, boolean fresh) {
        return begin(gateway.visit(person), name, fresh);
    }

    Upload begin(Visit visit, String name, boolean fresh) {
        return gateway.inside
                .receive
                .begin(visit, Channel.CONFIDENTIAL, TYPE, name, fresh)
                .orThrow();
    }

    OwnDeposits.Entry entry(Visit visit, String name) {
        Optional<OwnDeposits.Entry> found = gateway.inside.own.find(
                visit, Spot.of(Channel.CONFIDENTIAL, TYPE, name).orThrow());
        return found.orElseThrow();
    }

    byte[] readBack(String person, Deposit deposit) {
        Answer<java.nio.channels.SeekableByteChannel> read = gateway.inside.own.read(gateway.visit(person), deposit);
        return GatewayFixture.read(read.orThrow());
    }

    static byte[] content(int size, int seed) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + i / 251 + seed * 7);
        }
        return content;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
