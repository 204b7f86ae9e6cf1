package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.testkit.TestDatabase;

/** Nothing that asks for a clearance leaves without it, and nobody clears the own release where two are asked. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ClearanceTest extends ClearanceCase {
    ClearanceTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void strictly_confidential_content_leaves_on_a_request_and_an_approval_of_its_own() {
        Deposit strict = strict();
        Refusal needs = refusal(gateway.release("ali", strict.id(), "desk"));
        assertThat(needs.kind()).isEqualTo(Refusal.Kind.NEEDS);
        assertThat(needs.code()).isEqualTo("approval-needed");

        Clearance asked = ask("sami", strict, Optional.of("desk")).orThrow();
        assertThat(gateway.notices("rana")).contains(Notice.Kind.CLEARANCE_ASKED);
        assertThat(gateway.notices("sami")).doesNotContain(Notice.Kind.CLEARANCE_ASKED);
        assertThat(refusal(gateway.release("ali", strict.id(), "desk")).message())
                .contains(asked.id());

        assertThat(refusal(approve("sami", asked)).code()).isEqualTo("own-clearance");
        approve("rana", asked).orThrow();
        assertThat(gateway.notices("rana")).doesNotContain(Notice.Kind.CLEARANCE_ASKED);
        assertThat(gateway.release("ali", strict.id(), "desk").orThrow().links())
                .hasSize(1);
        assertThat(gateway.audited(EventKind.CLEARANCE_APPROVED))
                .hasSize(1)
                .first()
                .asString()
                .contains("rana");
    }

    @Test
    void an_approval_by_the_releaser_itself_does_not_count() {
        Deposit strict = strict();
        approve("ali", ask("sami", strict, Optional.of("desk")).orThrow()).orThrow();
        assertThat(refusal(gateway.release("ali", strict.id(), "desk")).code()).isEqualTo("approval-needed");
        assertThat(gateway.release("rana", strict.id(), "desk").orThrow().links())
                .hasSize(1);
    }

    @Test
    void an_approval_for_nobody_in_particular_or_for_another_is_none() {
        Deposit strict = strict();
        approve("rana", ask("sami", strict, Optional.empty()).orThrow()).orThrow();
        approve("rana", ask("sami", strict, Optional.of("nadia")).orThrow()).orThrow();
        assertThat(refusal(gateway.release("ali", strict.id(), "desk")).code()).isEqualTo("approval-needed");
        assertThat(gateway.release("ali", strict.id(), "nadia")
                        .orThrow()
                        .release()
                        .recipients())
                .hasSize(1);
    }

    @Test
    void what_is_ended_or_over_or_labelled_anew_closes_from_the_next_request_on() {
        Deposit strict = strict();
        Clearance cleared = ask("sami", strict, Optional.of("nadia")).orThrow();
        approve("rana", cleared).orThrow();
        gateway.release("ali", strict.id(), "nadia").orThrow();
        try (Visit nadia = gateway.visit("nadia")) {
            assertThat(gateway.inside.inbox.items(nadia)).hasSize(1);
            gateway.inside
                    .stewardship
                    .clear()
                    .end(HOST, "rana", cleared.id(), "no longer")
                    .orThrow();
            assertThat(gateway.inside.inbox.items(nadia)).isEmpty();

            Clearance again = ask("sami", strict, Optional.of("nadia")).orThrow();
            approve("rana", again).orThrow();
            assertThat(gateway.inside.inbox.items(nadia)).hasSize(1);
            gateway.label(strict.id(), "area=north");
            assertThat(gateway.inside.inbox.items(nadia)).isEmpty();
        }
    }

    @Test
    void what_its_channel_lets_go_needs_no_clearance_unless_its_participant_asks() {
        Deposit deposit = consented();
        gateway.release("ali", deposit.id(), "desk").orThrow();

        assertThat(refusal(gateway.inside.stewardship.clear().demand(HOST, "nadia", "org-a", 1))
                        .code())
                .isEqualTo("not-a-clearer");
        gateway.inside.stewardship.clear().demand(HOST, "sami", "org-a", 1).orThrow();
        assertThat(refusal(gateway.release("ali", deposit.id(), "desk")).code()).isEqualTo("clearance-needed");
        Clearance own = ask("ali", deposit, Optional.empty()).orThrow();
        gateway.release("ali", deposit.id(), "desk").orThrow();

        gateway.inside.stewardship.clear().demand(HOST, "sami", "org-a", 2).orThrow();
        assertThat(refusal(gateway.release("ali", deposit.id(), "desk")).code()).isEqualTo("clearance-needed");
        approve("cora", own).orThrow();
        gateway.release("ali", deposit.id(), "desk").orThrow();
        gateway.inside.stewardship.clear().demand(HOST, "sami", "org-a", 0).orThrow();
    }

    @Test
    void a_standing_clearance_has_an_end_and_two_people() {
        Deposit deposit = consented();
        gateway.inside.stewardship.clear().demand(HOST, "sami", "org-a", 2).orThrow();
        assertThat(refusal(standing(
                                "cora",
                                "assessments-reports",
                                "ocha-imos",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                        .code())
                .isEqualTo("end-missing");
        Instant end = gateway.clock.instant().plus(Duration.ofDays(10));
        assertThat(refusal(standing(
                                "sami",
                                "assessments-reports",
                                "ocha-imos",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(end)))
                        .code())
                .isEqualTo("not-a-clearer");
        Clearance standing = standing(
                        "sami",
                        "assessments-reports",
                        "ocha-imos",
                        Optional.of("org-a"),
                        Optional.empty(),
                        Optional.of(end))
                .orThrow();
        assertThat(refusal(gateway.release("ali", deposit.id(), "desk")).code()).isEqualTo("clearance-needed");
        approve("cora", standing).orThrow();
        gateway.release("ali", deposit.id(), "desk").orThrow();
        gateway.clock.set(end.minusMillis(1));
        gateway.release("ali", deposit.id(), "desk").orThrow();
        gateway.clock.set(end);
        assertThat(refusal(gateway.release("ali", deposit.id(), "desk")).code()).isEqualTo("clearance-needed");
    }

    @Test
    void a_word_that_no_protocol_knows_is_answered_with_those_that_one_does() {
        Optional<Instant> end = Optional.of(gateway.clock.instant().plus(Duration.ofDays(30)));
        assertThat(refusal(standing("cora", "refferal", "ocha-imos", Optional.empty(), Optional.empty(), end))
                        .message())
                .contains("\"refferal\"", "The protocols in force know: ", "assessments-reports");
        assertThat(refusal(standing("cora", "assessments-reports", "imos", Optional.empty(), Optional.empty(), end))
                        .message())
                .contains("\"imos\"", "The protocols in force know: ", "ocha-imos");
    }

    @Test
    void an_open_checklist_a_stranger_and_an_unknown_recipient_are_refused() {
        Deposit deposit = consented();
        assertThat(refusal(ask("dep", deposit, Optional.empty())).code()).isEqualTo("not-a-clearer");
        assertThat(refusal(ask("nadia", deposit, Optional.empty())).code()).isEqualTo("not-a-clearer");
        assertThat(refusal(ask("sami", deposit, Optional.of("nobody"))).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(refusal(gateway.inside
                                .stewardship
                                .clear()
                                .ask(
                                        HOST,
                                        "sami",
                                        new ClearDeposits.Asked(
                                                Clearance.Kind.CASE,
                                                deposit.id(),
                                                "ocha-imos",
                                                Optional.empty(),
                                                Optional.empty(),
                                                new Clearance.Checklist("r", " ", "a", "p"),
                                                Optional.empty())))
                        .code())
                .isEqualTo("checklist-open");
    }

    @Test
    void personal_data_is_never_cleared_by_a_coordinator_of_others() {
        Deposit strict = strict();
        gateway.label(strict.id(), "persons=pseudonymised");
        assertThat(refusal(ask("cora", strict, Optional.of("desk"))).code()).isEqualTo("not-a-clearer");
        Clearance asked = ask("sami", strict, Optional.of("desk")).orThrow();
        assertThat(gateway.notices("cora")).isEmpty();
        assertThat(refusal(approve("cora", asked)).code()).isEqualTo("not-a-clearer");
    }

    @Test
    void a_cell_and_a_channel_ask_for_what_they_say() {
        referral();
        Deposit notes = gateway.deposit("ali", Channel.CONFIDENTIAL, "notes", "n.txt", bytes("made up"));
        gateway.label(notes.id(), "persons=none");
        assertThat(refusal(gateway.release("ali", notes.id(), "clinic")).code())
                .as("two, by the cell")
                .isEqualTo("clearance-needed");
        Clearance asked = ask("ali", notes, "providers").orThrow();
        assertThat(refusal(gateway.release("ali", notes.id(), "clinic")).code()).isEqualTo("clearance-needed");
        approve("rana", asked).orThrow();
        gateway.release("ali", notes.id(), "clinic").orThrow();

        assertThat(refusal(gateway.release("ali", notes.id(), "friend")).code())
                .as("one, by the channel")
                .isEqualTo("clearance-needed");
        ask("ali", notes, "friends").orThrow();
        gateway.release("ali", notes.id(), "friend").orThrow();
    }
}
