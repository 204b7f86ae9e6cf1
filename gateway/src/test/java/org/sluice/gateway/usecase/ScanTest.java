package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.crypto.age.AgePassphrase;
import org.sluice.crypto.age.AgeWriter;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.domain.scan.Scan;
import org.sluice.gateway.scan.ClamdSettings;
import org.sluice.gateway.testkit.ScriptedScanner;
import org.sluice.gateway.testkit.TestDatabase;

/** Where a virus scanner is set, nothing passes without its word, whatever it does. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ScanTest {
    private static final byte[] FILE = bytes("a table of figures");

    private final TestDatabase database;

    ScanTest(TestDatabase database) {
        this.database = database;
    }

    private ScanCase with(ScriptedScanner scanner) {
        return new ScanCase(database, Optional.of(scanner.settings()));
    }

    @Test
    void a_deposit_is_held_until_it_was_called_clean_and_looked_into_only_then() {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: OK");
                ScanCase at = with(scanner)) {
            Deposit deposit = at.deposit("a.csv", FILE);
            assertThat(at.exit(deposit)).isEqualTo("being-scanned");
            assertThat(at.holding(deposit)).doesNotContain("being-scanned");
            assertThat(at.gateway
                            .inside
                            .answers
                            .show(deposit.id(), Optional.empty())
                            .orThrow()
                            .inspection()
                            .state())
                    .isEqualTo(Report.State.PENDING);
            assertThat(at.scans().due()).isOne();
            assertThat(at.state(deposit)).isEqualTo(Scan.State.CLEAN);
            assertThat(at.exit(deposit)).isEqualTo("being-inspected");
            at.gateway.inside.inspect.due();
            assertThat(ScanCase.exits(at.gateway, at.gateway.inside, deposit)).isEmpty();
            assertThat(at.scans().due()).isZero();
            assertThat(scanner.asked()).isOne();
            assertThat(at.gateway.audited(EventKind.DEPOSIT_SCANNED)).hasSize(1);
        }
    }

    @Test
    void what_a_scanner_says_of_a_file_that_its_sender_sealed_is_recorded_as_said_of_the_outside_alone()
            throws java.io.IOException {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: OK");
                ScanCase at = with(scanner)) {
            var sealed = new java.io.ByteArrayOutputStream();
            try (AgeWriter writer = AgeWriter.begin(
                    sealed, List.of(new AgePassphrase("made up", 2)), at.gateway.inside.ledger.random())) {
                writer.write(FILE);
                writer.finish();
            }
            Deposit deposit = at.deposit("a.csv.age", sealed.toByteArray());
            Deposit open = at.deposit("b.csv", FILE);
            at.scans().due();
            assertThat(at.state(deposit)).isEqualTo(Scan.State.CLEAN);
            assertThat(at.state(open)).isEqualTo(Scan.State.CLEAN);
            assertThat(at.gateway.audited(EventKind.DEPOSIT_SCANNED))
                    .filteredOn(record -> record.contains("sealed by its sender"))
                    .singleElement()
                    .asString()
                    .contains(deposit.id());
            at.gateway.inside.inspect.due();
            assertThat(at.exit(deposit)).isEqualTo("attestation-needed");
            assertThat(ScanCase.exits(at.gateway, at.gateway.inside, open)).isEmpty();
        }
    }

    @Test
    void an_infected_deposit_never_goes_and_those_are_told_whom_it_concerns() {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: Made.Up-1 FOUND");
                ScanCase at = with(scanner)) {
            Deposit deposit = at.deposit("a.csv", FILE);
            at.scans().due();
            at.gateway.inside.inspect.due();
            assertThat(at.state(deposit)).isEqualTo(Scan.State.INFECTED);
            assertThat(at.exit(deposit)).isEqualTo("infected");
            assertThat(at.gateway
                            .inside
                            .answers
                            .show(deposit.id(), Optional.empty())
                            .orThrow()
                            .inspection()
                            .report()
                            .gaps())
                    .containsExactly(new Gap("the file", Gap.Why.INFECTED));
            boolean waits = at.gateway.inside.ledger.read(sql -> at.gateway.inside.rules.waiting(sql, deposit));
            assertThat(waits).isFalse();
            assertThat(at.holding(deposit)).contains("infected");
            assertThat(at.gateway.notices("ali")).containsOnlyOnce(Notice.Kind.INFECTED);
            assertThat(at.gateway.notices("cem")).containsExactly(Notice.Kind.INFECTION_FOUND);
            assertThat(at.gateway.notices("adm")).containsExactly(Notice.Kind.INFECTION_FOUND);
            assertThat(at.gateway.audited(EventKind.DEPOSIT_SCANNED))
                    .singleElement()
                    .asString()
                    .contains("Made.Up-1")
                    .doesNotContain("a.csv");
            assertThat(at.scans().notClean(Optional.of("cem"))).hasSize(1);
        }
    }

    @Test
    void what_was_found_infected_stays_so_when_no_scanner_is_set_any_more() {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: Made.Up-1 FOUND");
                ScanCase at = with(scanner)) {
            Deposit deposit = at.deposit("a.csv", FILE);
            at.scans().due();
            Optional<Refusal> still = at.gateway.inside.ledger.read(
                    sql -> new ScannedFirst(false).holding(sql, deposit, at.gateway.inside.ledger.now()));
            assertThat(still).isPresent();
        }
    }

    @Test
    void a_newer_version_is_scanned_by_itself_and_ends_the_notice() {
        try (ScriptedScanner scanner = new ScriptedScanner(true, (in, out) -> {
                    boolean bad = new String(ScriptedScanner.drain(in), java.nio.charset.StandardCharsets.UTF_8)
                            .contains("bad");
                    ScriptedScanner.say(out, bad ? "stream: Made.Up-1 FOUND\0" : "stream: OK\0");
                });
                ScanCase at = with(scanner)) {
            Deposit bad = at.deposit("a.csv", bytes("bad"));
            at.scans().due();
            Deposit good = at.deposit("a.csv", FILE);
            assertThat(at.gateway.notices("ali")).doesNotContain(Notice.Kind.INFECTED);
            at.scans().due();
            assertThat(at.state(good)).isEqualTo(Scan.State.CLEAN);
            assertThat(at.exit(bad)).isEqualTo("infected");
        }
    }

    @Test
    void while_the_scanner_is_down_everything_is_held_and_the_administrator_is_told_once() {
        ClamdSettings gone;
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: OK")) {
            gone = scanner.settings();
        }
        try (ScanCase at = new ScanCase(database, Optional.of(gone))) {
            Deposit one = at.deposit("a.csv", FILE);
            Deposit two = at.deposit("b.csv", FILE);
            for (int second = 0; second < 300; second++) {
                assertThat(at.scans().due()).isZero();
                at.gateway.clock.advance(Duration.ofSeconds(1));
            }
            Deposit three = at.deposit("c.csv", FILE);
            at.gateway.clock.advance(Duration.ofMinutes(1));
            at.scans().due();
            for (Deposit each : new Deposit[] {one, two, three}) {
                assertThat(at.state(each)).isEqualTo(Scan.State.WAITING);
                assertThat(at.exit(each)).isEqualTo("being-scanned");
                assertThat(at.holding(each)).contains("being-scanned");
                assertThat(at.scan(each).orElseThrow().attempts()).isZero();
            }
            assertThat(at.gateway.notices("adm")).containsExactly(Notice.Kind.SCANNER_DOWN);
            assertThat(at.gateway.audited(EventKind.SCANNER_DOWN)).hasSize(1);
        }
    }

    @Test
    void a_file_that_the_scanner_fails_over_is_tried_again_with_growing_pauses_and_keeps_none_back() {
        try (ScriptedScanner scanner = new ScriptedScanner(true, (in, out) -> {
                    boolean bad = new String(ScriptedScanner.drain(in), java.nio.charset.StandardCharsets.UTF_8)
                            .contains("bad");
                    ScriptedScanner.say(out, bad ? "stream: Can't scan this ERROR\0" : "stream: OK\0");
                });
                ScanCase at = with(scanner)) {
            Deposit bad = at.deposit("bad.csv", bytes("bad"));
            Deposit good = at.deposit("a.csv", FILE);
            assertThat(at.scans().due()).isOne();
            assertThat(at.state(good)).isEqualTo(Scan.State.CLEAN);
            assertThat(at.scan(bad).orElseThrow().attempts()).isOne();
            assertThat(at.holding(bad)).contains("being-scanned");
            assertThat(at.scan(bad).orElseThrow().why()).contains("It answered: stream: Can't scan this ERROR");
            at.gateway.clock.advance(Duration.ofSeconds(5).minusMillis(1));
            at.scans().due();
            assertThat(at.scan(bad).orElseThrow().attempts()).isOne();
            at.gateway.clock.advance(Duration.ofMillis(1));
            at.scans().due();
            assertThat(at.scan(bad).orElseThrow().attempts()).isEqualTo(2);
            assertThat(at.gateway.audited(EventKind.SCAN_FAILED)).isEmpty();
            at.gateway.clock.advance(Duration.ofSeconds(10));
            at.scans().due();
            assertThat(at.gateway.audited(EventKind.SCAN_FAILED)).hasSize(1);
            assertThat(at.gateway.audited(EventKind.SCANNER_DOWN)).isEmpty();
            assertThat(at.exit(bad)).isEqualTo("being-scanned");
        }
    }

    @Test
    void pauses_grow_to_ten_minutes_and_no_further() {
        assertThat(ScanDeposits.PAUSES.after(0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(ScanDeposits.PAUSES.after(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(ScanDeposits.PAUSES.after(1000)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_scanner_that_answers_nonsense_to_everything_counts_as_down() {
        try (ScriptedScanner scanner =
                        new ScriptedScanner(false, (in, out) -> ScriptedScanner.say(out, "220 mail.example ready\0"));
                ScanCase at = with(scanner)) {
            Deposit deposit = at.deposit("a.csv", FILE);
            at.scans().due();
            assertThat(at.exit(deposit)).isEqualTo("being-scanned");
            assertThat(at.gateway.notices("adm")).containsExactly(Notice.Kind.SCANNER_DOWN);
        }
    }

    @Test
    void what_is_larger_than_the_scanner_takes_stays_held_until_it_takes_more() {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: OK");
                ScanCase at = new ScanCase(
                        database,
                        Optional.of(new ClamdSettings(scanner.settings().place(), FILE.length - 1)))) {
            Deposit deposit = at.deposit("a.csv", FILE);
            at.scans().due();
            assertThat(at.state(deposit)).isEqualTo(Scan.State.TOO_LARGE);
            assertThat(at.exit(deposit)).isEqualTo("too-large-to-scan");
            assertThat(at.gateway.notices("adm")).containsExactly(Notice.Kind.TOO_LARGE_TO_SCAN);
            assertThat(scanner.asked()).isZero();
            at.scans().due();
            assertThat(at.state(deposit)).isEqualTo(Scan.State.TOO_LARGE);
            try (Wiring more = at.gateway.another(Optional.of(scanner.settings()))) {
                more.arrivals.scan().due();
                assertThat(at.state(deposit)).isEqualTo(Scan.State.CLEAN);
                assertThat(at.gateway.notices("adm")).isEmpty();
            }
        }
    }

    @Test
    void without_a_scanner_nothing_is_held_and_what_was_deposited_is_scanned_once_there_is_one() {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: OK");
                ScanCase at = new ScanCase(database, Optional.empty())) {
            Deposit deposit = at.deposit("a.csv", FILE);
            assertThat(at.scans().due()).isZero();
            assertThat(at.scan(deposit)).isEmpty();
            assertThat(ScanCase.exits(at.gateway, at.gateway.inside, deposit)).isEmpty();
            assertThat(refusal(at.scans().again(HOST, deposit.id())).code()).isEqualTo("no-scanner");
            try (Wiring later = at.gateway.another(Optional.of(scanner.settings()))) {
                assertThat(ScanCase.exits(at.gateway, later, deposit).getFirst().code())
                        .isEqualTo("being-scanned");
                later.arrivals.scan().due();
                assertThat(at.state(deposit)).isEqualTo(Scan.State.CLEAN);
            }
        }
    }

    @Test
    void an_administrator_has_it_scanned_anew_and_it_is_held_meanwhile() {
        try (ScriptedScanner scanner = new ScriptedScanner(true, new ScriptedScanner.Script() {
                    private boolean once;

                    @Override
                    public void play(java.io.DataInputStream in, java.io.OutputStream out) throws java.io.IOException {
                        ScriptedScanner.drain(in);
                        ScriptedScanner.say(out, once ? "stream: OK\0" : "stream: Made.Up-1 FOUND\0");
                        once = true;
                    }
                });
                ScanCase at = with(scanner)) {
            Deposit deposit = at.deposit("a.csv", FILE);
            at.scans().due();
            at.gateway.inside.inspect.due();
            assertThat(refusal(at.scans().again(new Actor.HostAdministrator(Optional.of("cem")), deposit.id()))
                            .code())
                    .isEqualTo("not-an-administrator");
            at.scans()
                    .again(new Actor.HostAdministrator(Optional.of("adm")), deposit.id())
                    .orThrow();
            assertThat(at.exit(deposit)).isEqualTo("being-scanned");
            at.scans().due();
            assertThat(at.state(deposit)).isEqualTo(Scan.State.CLEAN);
            assertThat(at.gateway.notices("ali")).doesNotContain(Notice.Kind.INFECTED);
            assertThat(at.gateway.notices("cem")).isEmpty();
            assertThat(at.gateway.audited(EventKind.SCAN_ASKED)).hasSize(1);
            at.gateway.inside.inspect.due();
            assertThat(ScanCase.exits(at.gateway, at.gateway.inside, deposit)).isEmpty();
            assertThat(at.scans().notClean(Optional.empty())).isEmpty();
        }
    }
}
