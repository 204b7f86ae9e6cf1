package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.deposit.WebUpload;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.WebUploads;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Tokens of jobs: what they open, and everything that ends them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class TokenTest {
    private static final From NETWORK = new From(Optional.of(InetAddress.ofLiteral("192.0.2.7")), "192.0.2.0/24");

    private final TestDatabase database;
    private GatewayFixture gateway;
    private KeepTokens tokens;

    TokenTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(database);
        tokens = new KeepTokens(gateway.inside.ledger, gateway.inside.rules, gateway.inside.live);
        gateway.participant("bridge", "members");
        gateway.person("amal", "bridge", Role.DEPOSITOR);
        gateway.person("rana", "bridge", Role.RELEASER);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private KeepTokens.Made made(String... types) {
        return tokens.create(
                        GatewayFixture.HOST,
                        new KeepTokens.Order(
                                "amal", Channel.RESTRICTED, Set.of(types), Optional.empty(), "a nightly job"))
                .orThrow();
    }

    private String against(String token) {
        return switch (gateway.inside.tokens.check(token, NETWORK)) {
            case Answer.Done<DepositToken> done -> "opens";
            case Answer.Refused<DepositToken> refused -> refused.refusal().code();
        };
    }

    private Answer<Deposit> upload(Visit visit, Channel channel, String type) {
        return gateway.upload(visit, channel, type, "a.csv", GatewayFixture.bytes("a,b\n1,2\n"));
    }

    @Test
    void a_token_deposits_into_its_channel_and_its_types_only() {
        KeepTokens.Made made = made("4w-monthly-inputs");
        try (Visit visit =
                gateway.inside.tokens.enter(made.token(), NETWORK, () -> {}).orThrow()) {
            assertThat(GatewayFixture.refusal(upload(visit, Channel.CONFIDENTIAL, "4w-monthly-inputs"))
                            .code())
                    .isEqualTo("token-channel");
            assertThat(GatewayFixture.refusal(upload(visit, Channel.RESTRICTED, "assessments-reports"))
                            .code())
                    .isEqualTo("token-type");
            assertThat(GatewayFixture.refusal(gateway.inside.receive.begin(
                                    visit, Channel.RESTRICTED, "4w-monthly-inputs", "a.csv.part", true))
                            .code())
                    .as("a name that waits for a rename, which HTTPS has not")
                    .isEqualTo("temporary-name");
            Deposit deposit =
                    upload(visit, Channel.RESTRICTED, "4w-monthly-inputs").orThrow();
            assertThat(deposit.personId()).isEqualTo("amal");
        }
        assertThat(gateway.audited(EventKind.DEPOSIT_COMPLETED))
                .singleElement()
                .asString()
                .contains("\"token\":\"" + made.token().id());
    }

    @Test
    void a_token_releases_nothing_even_where_its_person_could() {
        gateway.inside
                .register
                .changePerson(
                        GatewayFixture.HOST,
                        new Person(
                                "amal",
                                "bridge",
                                "Made-up amal",
                                "amal@example.org",
                                "en",
                                Set.of(Role.DEPOSITOR, Role.RELEASER)))
                .orThrow();
        gateway.participant("ocha", "ocha-imos");
        gateway.person("omar", "ocha", Role.DEPOSITOR);
        Spot spot = Spot.of(Channel.RESTRICTED, "4w-monthly-inputs", List.of("@ocha-imos"), "a.csv")
                .orThrow();
        try (Visit visit =
                gateway.inside.tokens.enter(made().token(), NETWORK, () -> {}).orThrow()) {
            Answer<Upload> begun = gateway.inside.receive.begin(
                    visit, new ReceiveDeposit.Incoming(spot, spot.label(), Optional.empty(), true));
            assertThat(GatewayFixture.refusal(begun).code()).isEqualTo("deposit-only");
        }
    }

    @Test
    void the_token_stands_nowhere_but_in_the_answer_that_made_it() {
        KeepTokens.Made made = made();
        assertThat(made.reveal()).startsWith("sluice_dep_").hasSize(11 + 43);
        String secret = made.reveal().substring(11);
        assertThat(made.toString()).doesNotContain(secret);
        List<String> rows = gateway.inside.ledger.read(sql -> sql.createQuery("SELECT * FROM deposit_token")
                .mapToMap()
                .map(Object::toString)
                .list());
        assertThat(rows).singleElement().asString().doesNotContain(secret);
        assertThat(gateway.audited(EventKind.TOKEN_CREATED))
                .singleElement()
                .asString()
                .doesNotContain(secret)
                .contains("a nightly job");
        assertThat(against(made.reveal())).isEqualTo("opens");
        assertThat(against(secret)).isEqualTo("token-unknown");
    }

    @Test
    void a_token_ends_in_the_very_instant_that_it_names() {
        KeepTokens.Made made = made();
        gateway.clock.set(made.token().expires().minusMillis(1));
        assertThat(against(made.reveal())).isEqualTo("opens");
        gateway.clock.set(made.token().expires());
        assertThat(against(made.reveal())).isEqualTo("token-expired");
        assertThat(made.token().expires()).isEqualTo(made.token().created().plus(Duration.ofDays(90)));
    }

    @Test
    void a_token_lives_for_a_year_at_most_and_not_in_the_past() {
        Instant now = gateway.clock.instant();
        for (Instant wrong :
                List.of(now, now.minusSeconds(1), now.plus(DepositToken.LONGEST).plusMillis(1))) {
            assertThat(GatewayFixture.refusal(tokens.create(
                                    GatewayFixture.HOST,
                                    new KeepTokens.Order(
                                            "amal", Channel.RESTRICTED, Set.of(), Optional.of(wrong), "a job")))
                            .code())
                    .isEqualTo("bad-until");
        }
        assertThat(tokens.create(
                                GatewayFixture.HOST,
                                new KeepTokens.Order(
                                        "amal",
                                        Channel.RESTRICTED,
                                        Set.of(),
                                        Optional.of(now.plus(DepositToken.LONGEST)),
                                        "a job"))
                        .orThrow()
                        .token()
                        .expires())
                .isEqualTo(now.plus(DepositToken.LONGEST));
    }

    @Test
    void a_revoked_token_ends_what_runs_with_it_at_once_and_nothing_else() {
        KeepTokens.Made made = made();
        KeepTokens.Made other = made();
        AtomicInteger cut = new AtomicInteger();
        try (Visit visit = gateway.inside
                        .tokens
                        .enter(made.token(), NETWORK, cut::incrementAndGet)
                        .orThrow();
                Visit others = gateway.inside
                        .tokens
                        .enter(other.token(), NETWORK, cut::incrementAndGet)
                        .orThrow()) {
            tokens.revoke(GatewayFixture.HOST, made.token().id()).orThrow();
            tokens.revoke(GatewayFixture.HOST, made.token().id()).orThrow();
            assertThat(cut).hasValue(1);
            assertThat(visit.isCut()).isTrue();
            assertThat(others.isCut()).isFalse();
        }
        assertThat(against(made.reveal())).isEqualTo("token-revoked");
        assertThat(gateway.audited(EventKind.TOKEN_REVOKED)).hasSize(1);
    }

    @Test
    void a_suspension_ends_a_token_for_good() {
        KeepTokens.Made made = made();
        AtomicInteger cut = new AtomicInteger();
        try (Visit visit = gateway.inside
                .tokens
                .enter(made.token(), NETWORK, cut::incrementAndGet)
                .orThrow()) {
            gateway.inside
                    .cut
                    .suspend(GatewayFixture.HOST, "bridge", "a question")
                    .orThrow();
            assertThat(cut).hasValue(1);
            assertThat(visit.isCut()).isTrue();
        }
        assertThat(against(made.reveal())).isEqualTo("participant-suspended");
        gateway.inside.cut.resume(GatewayFixture.HOST, "bridge").orThrow();
        assertThat(against(made.reveal())).isEqualTo("token-void");
        assertThat(against(made().reveal())).isEqualTo("opens");
    }

    @Test
    void a_withdrawal_ends_a_token_and_an_announced_one_lets_it_deposit_until_then() {
        KeepTokens.Made made = made();
        Instant effective = gateway.clock.instant().plus(Duration.ofDays(30));
        try (Visit visit =
                gateway.inside.tokens.enter(made.token(), NETWORK, () -> {}).orThrow()) {
            gateway.inside
                    .cut
                    .withdrawOn(GatewayFixture.HOST, "bridge", "moves on", effective)
                    .orThrow();
            assertThat(visit.isCut()).isFalse();
        }
        assertThat(against(made.reveal())).isEqualTo("opens");
        gateway.clock.set(effective);
        assertThat(against(made.reveal())).isEqualTo("participant-withdrawn");
    }

    @Test
    void a_token_opens_nothing_from_a_network_that_its_participant_does_not_allow() {
        KeepTokens.Made made = made();
        Networks networks = new Networks(gateway.inside.ledger, gateway.inside.live);
        AtomicInteger cut = new AtomicInteger();
        try (Visit visit = gateway.inside
                .tokens
                .enter(made.token(), NETWORK, cut::incrementAndGet)
                .orThrow()) {
            networks.set(
                            GatewayFixture.HOST,
                            "bridge",
                            AllowedNetworks.of(List.of("198.51.100.0/24")).orThrow())
                    .orThrow();
            assertThat(cut).hasValue(1);
            assertThat(visit.isCut()).isTrue();
        }
        assertThat(against(made.reveal())).isEqualTo("network-not-allowed");
    }

    @Test
    void first_use_and_refusals_go_on_record_and_guesses_are_counted() {
        KeepTokens.Made made = made();
        for (int use = 0; use < 3; use++) {
            gateway.inside
                    .tokens
                    .enter(made.token(), NETWORK, () -> {})
                    .orThrow()
                    .close();
        }
        assertThat(gateway.audited(EventKind.TOKEN_USED)).hasSize(1);
        assertThat(tokens.list().getFirst().lastUsed()).isPresent();
        tokens.revoke(GatewayFixture.HOST, made.token().id()).orThrow();
        against(made.reveal());
        against(made.reveal());
        assertThat(gateway.audited(EventKind.TOKEN_REFUSED)).hasSize(1);
        gateway.clock.set(gateway.clock.instant().plusSeconds(60));
        against(made.reveal());
        assertThat(gateway.audited(EventKind.TOKEN_REFUSED)).hasSize(2);
        against("sluice_dep_" + "A".repeat(43));
        against("");
        gateway.inside.strangers.flush();
        assertThat(gateway.audited(EventKind.STRANGERS_REFUSED))
                .singleElement()
                .asString()
                .contains("\"count\":\"3\"", "\"door\":\"token\"");
    }

    @Test
    void only_an_administrator_or_a_focal_point_hands_out_tokens_and_only_for_depositors() {
        KeepTokens.Order order = new KeepTokens.Order("amal", Channel.RESTRICTED, Set.of(), Optional.empty(), "a job");
        assertThat(GatewayFixture.refusal(tokens.create(new Actor.HostAdministrator(Optional.of("rana")), order))
                        .code())
                .isEqualTo("not-its-focal-point");
        assertThat(GatewayFixture.refusal(tokens.create(
                                GatewayFixture.HOST,
                                new KeepTokens.Order("rana", Channel.RESTRICTED, Set.of(), Optional.empty(), "x")))
                        .code())
                .isEqualTo("not-a-depositor");
        assertThat(GatewayFixture.refusal(tokens.create(
                                GatewayFixture.HOST,
                                new KeepTokens.Order(
                                        "amal", Channel.RESTRICTED, Set.of("no-such"), Optional.empty(), "x")))
                        .code())
                .isEqualTo("unknown-information type");
        KeepTokens.Made made = made();
        assertThat(GatewayFixture.refusal(tokens.revoke(
                                new Actor.HostAdministrator(Optional.of("rana")),
                                made.token().id()))
                        .code())
                .isEqualTo("not-its-focal-point");
    }

    @Test
    void a_person_has_so_many_unfinished_uploads_and_no_more_until_one_ends() {
        KeepTokens.Made made = made("4w-monthly-inputs");
        TakeUploads uploads = gateway.inside.uploads;
        String first = begun(uploads, made.token(), 0).orThrow().upload().id();
        gateway.inside
                .ledger
                .write(tx -> {
                    WebUpload row = WebUploads.find(tx.sql(), first).orElseThrow();
                    for (int i = 1; i < TakeUploads.MOST_UNFINISHED; i++) {
                        WebUploads.add(
                                tx,
                                new WebUpload(
                                        "made-up-" + i,
                                        row.tokenId(),
                                        row.personId(),
                                        row.depositId(),
                                        row.length(),
                                        row.expires(),
                                        Optional.empty()));
                    }
                    return row;
                })
                .orThrow();

        assertThat(GatewayFixture.refusal(begun(uploads, made.token(), 1)).code())
                .isEqualTo("too-many-uploads");
        assertThat(gateway.audited(EventKind.DEPOSIT_REFUSED).getLast()).contains("too-many-uploads");
        uploads.terminate(made.token(), first).orThrow();
        begun(uploads, made.token(), 1).orThrow();
    }

    private Answer<TakeUploads.Standing> begun(TakeUploads uploads, DepositToken token, int number) {
        Spot spot = Spot.of(Channel.RESTRICTED, "4w-monthly-inputs", "file-" + number + ".csv")
                .orThrow();
        return uploads.create(token, NETWORK, new ReceiveDeposit.Incoming(spot, spot.label(), Optional.of(10L), true));
    }
}
