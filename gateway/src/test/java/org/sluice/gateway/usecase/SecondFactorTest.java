package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.AuthenticatorApp;
import org.sluice.gateway.testkit.TestDatabase;

/** Codes of authenticator apps, and the channel that asks for them. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class SecondFactorTest extends LogInCase {
    private static final String TYPE = "assessments-reports";

    SecondFactorTest(TestDatabase kind) {
        super(kind);
    }

    private SecondFactor second() {
        return gateway.inside.secondFactor;
    }

    private AuthenticatorApp enrol() {
        return new AuthenticatorApp(second().add(HOST, "ali").orThrow().secret());
    }

    private Answer<SecondFactor.Given> gives(String code) {
        return gives(code, "SHA256:ali");
    }

    private Answer<SecondFactor.Given> gives(String code, String key) {
        return second().check("ali", new Proof.OfKey(key), code, "192.0.2.0/24");
    }

    private Answer<Visit> enters(SecondFactor.Given given) {
        Knock knock = key("ali", HERE);
        return gateway.inside.logIn.enter(
                new Knock(knock.personId(), knock.proof(), knock.from(), Optional.of(given)), cuts::incrementAndGet);
    }

    private Visit entersWith(AuthenticatorApp app) {
        return enters(gives(app.code(gateway.clock.instant())).orThrow()).orThrow();
    }

    @Test
    void who_has_an_app_enters_with_key_and_code_and_not_with_the_key_alone() {
        AuthenticatorApp app = enrol();
        assertThat(second().enrolled("ali")).isTrue();
        assertThat(second().enrolled("berk")).isFalse();
        assertThat(refusal(gateway.inside.logIn.enter(key("ali", HERE), () -> {}))
                        .code())
                .isEqualTo("second-factor-missing");
        entersWith(app).close();
        assertThat(gateway.audited(EventKind.LOGIN_ACCEPTED).getLast()).contains("totp");
        second().remove(HOST, "ali").orThrow();
        assertThat(tries(key("ali", HERE))).isEqualTo("in");
    }

    @Test
    void a_code_is_taken_once_whichever_session_comes_first() {
        AuthenticatorApp app = enrol();
        String code = app.code(NOW);
        SecondFactor.Given one = gives(code).orThrow();
        SecondFactor.Given other = gives(code).orThrow();
        enters(one).orThrow();
        assertThat(refusal(enters(other)).code()).isEqualTo("second-factor-used");
        assertThat(refusal(gives(code)).code()).isEqualTo("second-factor-wrong");
        // The same session opens a second channel.
        enters(one).orThrow();
        at(NOW.plusSeconds(30));
        entersWith(app).close();
    }

    @Test
    void an_older_code_is_not_taken_after_a_newer_one() {
        AuthenticatorApp app = enrol();
        SecondFactor.Given newer = gives(app.code(NOW.plusSeconds(30))).orThrow();
        SecondFactor.Given older = gives(app.code(NOW)).orThrow();
        enters(newer).orThrow();
        assertThat(refusal(enters(older)).code()).isEqualTo("second-factor-used");
    }

    @Test
    void a_code_is_its_persons_alone() {
        AuthenticatorApp app = enrol();
        SecondFactor.Given given = gives(app.code(NOW)).orThrow();
        Knock berk = key("berk", HERE);
        assertThat(refusal(gateway.inside.logIn.enter(
                                new Knock("berk", berk.proof(), berk.from(), Optional.of(given)), () -> {}))
                        .code())
                .isEqualTo("second-factor-wrong");
        assertThat(refusal(second().check("berk", berk.proof(), app.code(NOW), "n"))
                        .code())
                .isEqualTo("second-factor-wrong");
    }

    @Test
    void wrong_codes_make_the_person_wait_longer_and_longer_and_go_on_record() {
        AuthenticatorApp app = enrol();
        for (int i = 0; i < 4; i++) {
            assertThat(refusal(gives("x")).code()).isEqualTo("second-factor-wrong");
        }
        assertThat(refusal(gives(app.code(NOW))).message()).contains("try again in 31 seconds");
        at(NOW.plusSeconds(30).minusMillis(1));
        assertThat(refusal(gives(app.code(NOW.plusSeconds(29)))).code()).isEqualTo("second-factor-wait");
        at(NOW.plusSeconds(30));
        assertThat(gives(app.code(NOW.plusSeconds(30)))).isInstanceOf(Answer.Done.class);
        assertThat(gateway.audited(EventKind.SECOND_FACTOR_REFUSED)).isEmpty();
        second().due();
        assertThat(gateway.audited(EventKind.SECOND_FACTOR_REFUSED)).hasSize(6).allMatch(line -> line.contains("ali"));
        List<Notice> told = gateway.inside.ledger.read(sql -> Notices.of(sql, "ali"));
        assertThat(told)
                .as("once, when the waiting began")
                .singleElement()
                .satisfies(notice -> assertThat(notice.parameters())
                        .containsEntry("key", "SHA256:ali")
                        .containsEntry("network", "192.0.2.0/24"));
    }

    @Test
    void wrong_codes_with_a_stolen_key_keep_nobody_waiting_who_has_another() {
        AuthenticatorApp app = enrol();
        for (int i = 0; i < 4; i++) {
            gives("x", "SHA256:stolen");
        }
        assertThat(refusal(gives(app.code(NOW), "SHA256:stolen")).code()).isEqualTo("second-factor-wait");
        assertThat(gives(app.code(NOW))).isInstanceOf(Answer.Done.class);
    }

    @Test
    void giving_and_taking_one_ends_the_sessions_that_came_without_or_by_it() {
        Visit before = gateway.visit("ali");
        AuthenticatorApp app = enrol();
        assertThat(before.isCut()).isTrue();
        Visit with = entersWith(app);
        second().remove(HOST, "ali").orThrow();
        assertThat(with.isCut()).isTrue();
    }

    @Test
    void a_second_secret_and_one_for_nobody_are_refused() {
        enrol();
        assertThat(refusal(second().add(HOST, "ali")).code()).isEqualTo("second-factor-there");
        assertThat(refusal(second().add(HOST, "nobody")).code()).isEqualTo("unknown-person");
        assertThat(refusal(second().remove(HOST, "berk")).message()).contains("berk");
    }

    @Test
    void the_secret_is_shown_once_and_neither_stored_nor_recorded_in_the_clear() {
        SecondFactor.Enrolled made = second().add(HOST, "ali").orThrow();
        assertThat(made.uri()).contains(made.secret()).startsWith("otpauth://totp/Sluice:ali?");
        assertThat(made.toString()).doesNotContain(made.secret());
        assertThat(gateway.audited(EventKind.SECOND_FACTOR_ADDED).getLast()).doesNotContain(made.secret());
    }

    @Test
    void a_channel_that_asks_is_closed_without_a_code_and_says_how_to_get_one() {
        try (Visit without = gateway.visit("ali")) {
            assertThat(refusal(gateway.upload(without, Channel.CONFIDENTIAL, TYPE, "a.txt", bytes("a")))
                            .message())
                    .contains("sluice person totp add ali");
            assertThatThrownBy(() -> gateway.inside.own.list(without, Channel.CONFIDENTIAL, TYPE, ""))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("second factor");
            Spot label = Spot.of(Channel.CONFIDENTIAL, TYPE, "a.txt.label.yaml").orThrow();
            assertThat(refusal(gateway.inside.sideFiles.put(without, label, bytes("activity: full\n")))
                            .message())
                    .contains("sluice person totp add ali");
            gateway.upload(without, Channel.RESTRICTED, TYPE, "b.txt", bytes("b"))
                    .orThrow();
        }
        AuthenticatorApp app = enrol();
        try (Visit with = entersWith(app)) {
            gateway.upload(with, Channel.CONFIDENTIAL, TYPE, "a.txt", bytes("a"))
                    .orThrow();
            assertThat(gateway.inside.own.list(with, Channel.CONFIDENTIAL, TYPE, ""))
                    .hasSize(1);
        }
        at(NOW.plus(Duration.ofMinutes(2)));
    }

    @Test
    void what_was_raised_into_a_channel_that_asks_is_neither_lowered_nor_written_onto_without_a_code() {
        Spot spot = Spot.of(Channel.RESTRICTED, TYPE, "a.txt").orThrow();
        Spot label = spot.named("a.txt.label.yaml");
        Spot receipt = Spot.of(Channel.CONFIDENTIAL, TYPE, "c.txt.receipt.json").orThrow();
        AuthenticatorApp app = enrol();
        Deposit raised;
        try (Visit with = entersWith(app)) {
            gateway.upload(with, Channel.CONFIDENTIAL, TYPE, "c.txt", bytes("c"))
                    .orThrow();
            assertThat(gateway.inside.receipts.named(with, receipt)).isPresent();
            raised = gateway.upload(with, Channel.RESTRICTED, TYPE, "a.txt", bytes("a"))
                    .orThrow();
            gateway.inside
                    .label
                    .label(
                            with.actor(),
                            raised.id(),
                            Map.of(
                                    "organizations", "none",
                                    "location", "national",
                                    "population", "aggregated",
                                    "activity", "broad",
                                    "persons", "none",
                                    "channel", "confidential"))
                    .orThrow();
            raised = gateway.get(raised.id());
        }
        second().remove(HOST, "ali").orThrow();
        try (Visit without = gateway.visit("ali")) {
            assertThat(gateway.inside.receipts.named(without, receipt)).isEmpty();
            assertThat(refusal(gateway.inside.sideFiles.put(without, label, bytes("persons: staff\n")))
                            .code())
                    .isEqualTo("second-factor-needed");
            assertThat(refusal(gateway.inside.receive.begin(
                                    without, new ReceiveDeposit.Incoming(spot, spot.label(), Optional.empty(), false)))
                            .code())
                    .isEqualTo("second-factor-needed");
        }
        assertThat(raised.channel()).isEqualTo(Channel.CONFIDENTIAL);
        assertThat(gateway.get(raised.id())).isEqualTo(raised);
        at(NOW.plus(Duration.ofMinutes(2)));
    }
}
