package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.policy.ProtocolTemplate;
import org.sluice.gateway.store.DatabaseAddress;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What somebody can open who has everything that a stopped gateway left, and every backup. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SealedAtRestTest extends SealedCase {
    private static final String TURKEY = "turkey-cross-border";

    SealedAtRestTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void with_all_that_a_stopped_gateway_left_only_the_unsealed_opens() throws IOException {
        Deposit plain = deposit("plain.txt");
        gateway.release("ali", plain.id(), "desk").orThrow();
        Deposit sealed = deposit("sealed.txt");
        String before = wrap(sealed).orElseThrow();
        ReleaseMade made = sealed(sealed.id(), "desk").orThrow();
        // Also while a recipient is at it.
        OpenLink.Opening.Opened opened = open(gateway.inside, made.links().getFirst());
        Claims.claim(gateway.inside, opened.linkId(), opened.epochs(), sealed.id(), opened.sealed())
                .orThrow();
        DatabaseAddress address = address();
        if (kind == TestDatabase.SQLITE) {
            // While it runs: deleted rows are overwritten, and its write-ahead log holds no old pages of them.
            for (String end : List.of("", "-wal", "-journal")) {
                assertThat(contains(Path.of(address.place() + end), before)).isFalse();
            }
        }
        gateway.inside.close();

        try (Thief thief = new Thief(gateway.data.root(), address)) {
            assertThat(thief.open(plain.id())).hasValue(CONTENT);
            assertThat(thief.open(sealed.id())).isEmpty();
            assertThat(thief.tried()).isGreaterThan(1_000);
        }
        try (Wiring again = gateway.another()) {
            assertThat(fetch(again, opened, sealed, 0, CONTENT.length)).isEqualTo(CONTENT);
        }
    }

    @Test
    void what_a_protocol_wants_sealed_opens_from_no_backup_even_before_it_is(@TempDir Path backup) throws IOException {
        wantSealed();
        Deposit deposit = deposit("sealed.txt");
        assertThat(row(deposit).orElseThrow().channel()).isEqualTo(Intake.NAME);
        DatabaseAddress address = address();
        gateway.inside.close();
        copy(gateway.data.root(), backup);

        try (Thief thief = new Thief(backup, inBackup(address, backup))) {
            assertThat(thief.open(deposit.id())).isEmpty();
        }
        try (Thief thief = new Thief(gateway.data.root(), address)) {
            // On the machine itself, of that same day, it waits to be scanned and inspected: it has to open.
            assertThat(thief.open(deposit.id())).hasValue(CONTENT);
        }
        try (Wiring again = gateway.another()) {
            ReleaseMade made = again.release
                    .create(HOST, "ali", GatewayFixture.order(deposit.id(), "desk"))
                    .orThrow();
            OpenLink.Opening.Opened opened = open(again, made.links().getFirst());
            Claims.claim(again, opened.linkId(), opened.epochs(), deposit.id(), opened.sealed())
                    .orThrow();
            assertThat(fetch(again, opened, deposit, 0, CONTENT.length)).isEqualTo(CONTENT);
        }
        try (Thief thief = new Thief(gateway.data.root(), address)) {
            assertThat(thief.open(deposit.id())).isEmpty();
        }
    }

    @Test
    void a_new_intake_key_comes_each_day_and_the_old_one_is_overwritten() throws IOException {
        wantSealed();
        Deposit deposit = deposit("sealed.txt");
        Path first = gateway.data.intake().resolve("1.key");
        assertThat(first).exists();
        Path held = Files.createLink(gateway.data.root().resolve("held"), first);

        gateway.clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(gateway.inside.link.waiting().due()).isZero();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(gateway.inside.link.waiting().due()).isEqualTo(1);

        assertThat(first).doesNotExist();
        // The same bytes on the disk, by their other name: overwritten, not only unlinked.
        assertThat(Files.readAllBytes(held)).containsOnly(0);
        assertThat(row(deposit).orElseThrow().keyVersion()).isEqualTo(2);
        assertThat(gateway.audited(EventKind.INTAKE_ROTATED)).hasSize(1);
        assertThat(gateway.inside.link.waiting().due()).isZero();
        try (Visit visit = gateway.visit("ali")) {
            assertThat(GatewayFixture.read(gateway.inside
                            .own
                            .read(visit, gateway.get(deposit.id()))
                            .orThrow()))
                    .isEqualTo(CONTENT);
        }
    }

    @Test
    void without_its_intake_folder_a_gateway_says_what_is_lost_and_goes_on() throws IOException {
        wantSealed();
        Deposit lost = deposit("lost.txt");
        gateway.inside.close();
        Files.delete(gateway.data.intake().resolve("1.key"));

        try (Wiring again = gateway.another()) {
            try (Visit visit = again.logIn
                    .enter(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali")), () -> {})
                    .orThrow()) {
                assertThat(refusal(again.own.read(visit, lost)).code()).isEqualTo("body-damaged");
            }
            gateway.clock.advance(Duration.ofDays(1));
            again.link.waiting().due();
            int newest = again.ledger.read(sql -> Keys.newestVersion(sql, Intake.NAME));
            assertThat(newest).isEqualTo(2);
        }
    }

    @Test
    void what_a_protocol_wants_sealed_goes_by_hand_to_links_and_sealed() {
        wantSealed();
        Deposit deposit = deposit("sealed.txt");
        assertThat(refusal(gateway.release("ali", deposit.id(), "bea:members")).code())
                .isEqualTo("sealed-links-only");
        ReleaseMade made = gateway.release("ali", deposit.id(), "desk").orThrow();
        assertThat(row(deposit)).isEmpty();
        assertThat(fetched(made.links().getFirst(), deposit)).isEqualTo(CONTENT);
    }

    @Test
    void a_release_at_once_of_it_is_refused_in_words() {
        wantSealed();
        Deposit deposit = deposit("sealed.txt");
        assertThat(refusal(gateway.inside.ledger.write(tx -> gateway.inside.release.makeWithoutLinks(
                                tx, HOST, "ali", GatewayFixture.order(deposit.id(), "desk"))))
                        .code())
                .isEqualTo("sealed-by-hand");
    }

    /** A version of the shipped protocol that wants whatever is confidential sealed. */
    private void wantSealed() {
        String text = Optional.ofNullable(ProtocolFile.shipped().get(TURKEY))
                .orElseThrow()
                .replace("version: \"1\"", "version: \"2\"")
                .replace(
                        "obligations: [password, password-another-way, one-number-is-one-way]\n",
                        "obligations: [password, password-another-way, one-number-is-one-way, sealed]\n");
        gateway.inside
                .ledger
                .write(tx -> {
                    ProtocolDocuments.accept(
                            tx,
                            new ProtocolDocuments.Document(TURKEY, "2", ProtocolTemplate.digest(text), text),
                            gateway.clock.instant(),
                            gateway.clock.instant());
                    return true;
                })
                .orThrow();
        gateway.clock.advance(Duration.ofMillis(1));
    }

    private Optional<Keys.WrapRow> row(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Keys.wrap(sql, deposit.id()));
    }

    private Optional<String> wrap(Deposit deposit) {
        return row(deposit).map(row -> new String(row.record(), StandardCharsets.ISO_8859_1));
    }

    private DatabaseAddress address() {
        return DatabaseAddress.parse(gateway.inside.settings.database().orElseThrow());
    }

    private static boolean contains(Path file, String bytes) throws IOException {
        return Files.exists(file)
                && Files.readString(file, StandardCharsets.ISO_8859_1).contains(bytes);
    }

    /** What the handbook's backup takes: the data directory without the folder of intake keys. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path there = to.resolve(from.relativize(file).toString());
                if (from.relativize(file).startsWith("intake")) {
                    continue;
                }
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** A PostgreSQL of its own is backed up by its own means: its rows are those of the day. */
    private DatabaseAddress inBackup(DatabaseAddress address, Path backup) throws IOException {
        if (kind != TestDatabase.SQLITE) {
            return address;
        }
        Path copied = backup.resolve("copied.db");
        Files.copy(Path.of(address.place()), copied);
        return DatabaseAddress.sqlite(copied);
    }
}
