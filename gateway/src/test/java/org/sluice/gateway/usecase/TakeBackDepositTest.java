package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.incident.Certainty;
import org.sluice.gateway.domain.incident.Nature;
import org.sluice.gateway.domain.incident.Severity;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Versions;
import org.sluice.gateway.testkit.TestDatabase;

/** What was deposited is taken back by whoever deposited it, as long as it concerns nobody else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class TakeBackDepositTest extends ReleaseCase {
    private Deposit deposit;

    TakeBackDepositTest(TestDatabase kind) {
        super(kind);
    }

    @BeforeEach
    void deposited() {
        deposit = consented();
    }

    @Test
    void what_was_never_released_goes_with_its_key_and_its_bytes() throws Exception {
        var body = gateway.data
                .bodies()
                .resolve(deposit.bodyId().substring(0, 2))
                .resolve(deposit.bodyId().substring(2, 4))
                .resolve(deposit.bodyId());
        assertThat(body).exists();

        remove().orThrow();

        assertThat(gateway.get(deposit.id()).state()).isEqualTo(DepositState.REMOVED);
        Optional<Keys.WrapRow> wrap = gateway.inside.ledger.read(sql -> Keys.wrap(sql, deposit.id()));
        assertThat(wrap).isEmpty();
        assertThat(Files.exists(body)).isFalse();
        assertThat(gateway.notices("ali")).isEmpty();
        assertThat(gateway.audited(EventKind.DEPOSIT_REMOVED))
                .singleElement()
                .asString()
                .contains(deposit.id(), "before it was released");
        assertThat(refusal(remove()).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(refusal(gateway.release("ali", deposit.id(), "desk")).kind()).isNotNull();
        assertThat(gateway.inside.inspect.due()).isZero();
    }

    @Test
    void the_version_that_it_superseded_is_current_again() {
        Deposit first = gateway.assessment("ali", "a.txt", bytes("first"));
        deposit = gateway.assessment("ali", "a.txt", bytes("second"));
        assertThat(gateway.get(first.id()).supersededBy()).contains(deposit.id());

        remove().orThrow();

        assertThat(gateway.get(first.id()).current()).isTrue();
    }

    @Test
    void what_was_released_stays_even_when_its_release_is_over() {
        String link = gateway.release("ali", deposit.id(), "desk")
                .orThrow()
                .links()
                .getFirst()
                .link()
                .id();
        assertStays("released");
        gateway.inside.links.revoke(HOST, link, "made up").orThrow();
        assertStays("released");
    }

    @Test
    void what_supersedes_something_released_stays() {
        Deposit first = deposit;
        gateway.release("ali", first.id(), "desk").orThrow();
        gateway.assessment("ali", "a.txt", bytes("second"));
        deposit = gateway.assessment("ali", "a.txt", bytes("third"));
        assertStays("supersedes-released");
    }

    @Test
    void what_versions_were_made_from_stays() {
        Deposit version = gateway.assessment("ali", "v.csv", bytes("made"));
        gateway.inside.ledger.write(tx -> {
            Versions.add(
                    tx, new Versions.Version(version.id(), deposit.id(), "anonymised"), "ali", gateway.clock.instant());
            return version;
        });
        assertStays("has-versions");
        Deposit original = deposit;
        deposit = version;
        remove().orThrow();
        deposit = original;
        remove().orThrow();
    }

    @Test
    void what_an_incident_freezes_stays_until_it_is_over() {
        String incident = gateway.inside
                .incidents
                .open(
                        HOST,
                        "cora",
                        new IncidentOrder(
                                Nature.LEAK,
                                Severity.LOW,
                                Certainty.SUSPECTED,
                                "made up",
                                "made up",
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                List.of(deposit.id()),
                                List.of(),
                                List.of()))
                .orThrow()
                .id();
        assertThat(refusal(remove()).message()).contains("sluice incident hold " + incident);
        assertStays("held");
        gateway.inside.incidents.hold(HOST, incident, false, "looked into").orThrow();
        remove().orThrow();
    }

    @Test
    void nobody_else_takes_it_back() {
        assertThat(refusal(gateway.inside.own.remove(gateway.visit("nadia"), deposit))
                        .code())
                .isEqualTo("unknown-file");
        assertThat(gateway.get(deposit.id()).state()).isEqualTo(DepositState.DEPOSITED);
    }

    @Test
    void an_older_version_is_not_taken_back() {
        Deposit first = gateway.assessment("ali", "a.txt", bytes("first"));
        gateway.assessment("ali", "a.txt", bytes("second"));
        deposit = first;
        assertStays("already-deposited");
        assertThat(gateway.inside
                        .ledger
                        .read(sql -> Deposits.current(sql, "ali", first.spot()))
                        .orElseThrow()
                        .id())
                .isNotEqualTo(first.id());
    }

    private void assertStays(String code) {
        assertThat(refusal(remove()).code()).isEqualTo(code);
        assertThat(gateway.get(deposit.id()).state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(deposit.channel()).isEqualTo(Channel.CONFIDENTIAL);
    }

    private org.sluice.gateway.domain.Answer<Deposit> remove() {
        return gateway.inside.own.remove(gateway.visit("ali"), gateway.get(deposit.id()));
    }
}
