package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Nothing that asks for a clearance leaves without it, and nobody clears the own release where two are asked. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ClearanceTest {
    private static final String PURPOSE = "planning of the next round (made up)";
    private static final Clearance.Checklist CHECKLIST =
            new Clearance.Checklist("somebody could be told from it", "one named reader", "names taken out", PURPOSE);

    private final TestDatabase kind;
    private GatewayFixture gateway;

    ClearanceTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("sami", "org-a", Role.RELEASER);
        gateway.person("rana", "org-a", Role.RELEASER);
        gateway.person("dep", "org-a", Role.DEPOSITOR);
        gateway.person("nadia", "ocha", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
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
    void a_referral_at_night_goes_under_its_pathway_and_to_nobody_else() {
        Deposit referral = referral();
        assertThat(refusal(gateway.release("ali", referral.id(), "clinic")).code())
                .isEqualTo("approval-needed");
        Instant end = gateway.clock.instant().plus(Duration.ofDays(100));
        Clearance pathway = standing(
                        "sami", "referral", "providers", Optional.of("org-a"), Optional.of("clinic"), Optional.of(end))
                .orThrow();
        approve("rana", pathway).orThrow();
        assertThat(refusal(gateway.release("ali", referral.id(), "clinic")).code())
                .isEqualTo("contact-unconfirmed");
        gateway.vouch("org-a", "sami", "clinic");
        assertThat(gateway.release("ali", referral.id(), "clinic").orThrow().links())
                .hasSize(1);
        assertThat(refusal(gateway.release("ali", referral.id(), "other-clinic"))
                        .code())
                .isEqualTo("approval-needed");
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

    @Test
    void a_life_in_danger_waits_for_no_confirmation_of_the_contact_until_the_review_closes_it() {
        Deposit referral = referral();
        Clearance vital = vital("ali", referral, "clinic").orThrow();
        gateway.release("ali", referral.id(), "clinic").orThrow();
        assertThat(refusal(gateway.release("ali", referral.id(), "other-clinic"))
                        .code())
                .isEqualTo("approval-needed");
        gateway.label(referral.id(), "period=2026-03");
        assertThat(refusal(gateway.release("ali", referral.id(), "clinic")).details())
                .as("another label is another case")
                .anyMatch(words -> words.contains("sluice contact confirm clinic"));
        review("rana", vital, false).orThrow();
        assertThat(refusal(gateway.release("ali", referral.id(), "clinic")).details())
                .anyMatch(words -> words.contains("sluice contact confirm clinic"));
    }

    @Test
    void vital_interests_go_at_once_and_close_after_72_hours_without_a_look() {
        Deposit referral = referral();
        Instant start = gateway.clock.instant();
        Clearance vital = vital("ali", referral).orThrow();
        gateway.release("ali", referral.id(), "nurse").orThrow();
        assertThat(gateway.notices("rana")).containsOnlyOnce(Notice.Kind.REVIEW_DUE);
        assertThat(refusal(review("ali", vital, true)).code()).isEqualTo("own-clearance");

        try (Visit nurse = gateway.visit("nurse")) {
            gateway.clock.set(start.plus(Duration.ofDays(2)).minusMillis(1));
            assertThat(gateway.inside.stewardship.clear().due()).isZero();
            gateway.clock.advance(Duration.ofMillis(1));
            assertThat(gateway.inside.stewardship.clear().due()).isEqualTo(1);
            assertThat(gateway.inside.stewardship.clear().due()).isZero();

            gateway.clock.set(start.plus(Duration.ofDays(3)).minusMillis(1));
            assertThat(gateway.inside.inbox.items(nurse)).hasSize(1);
            gateway.clock.advance(Duration.ofMillis(1));
            assertThat(gateway.inside.inbox.items(nurse)).isEmpty();
            assertThat(gateway.inside.stewardship.clear().due()).isEqualTo(1);
            assertThat(gateway.notices("rana")).contains(Notice.Kind.REVIEW_OVERDUE);
            assertThat(gateway.audited(EventKind.CLEARANCE_REVIEW_OVERDUE)).hasSize(1);

            review("rana", vital, true).orThrow();
            assertThat(gateway.inside.inbox.items(nurse)).hasSize(1);
            assertThat(gateway.notices("rana")).doesNotContain(Notice.Kind.REVIEW_OVERDUE, Notice.Kind.REVIEW_DUE);
        }
        assertThat(gateway.release("ali", referral.id(), "nurse")
                        .orThrow()
                        .release()
                        .recipients())
                .hasSize(1);
    }

    @Test
    void what_a_look_does_not_uphold_closes_at_once_and_only_a_flow_may_go_so() {
        Deposit referral = referral();
        Clearance vital = vital("ali", referral).orThrow();
        gateway.release("ali", referral.id(), "nurse").orThrow();
        review("rana", vital, false).orThrow();
        assertThat(refusal(gateway.release("ali", referral.id(), "nurse")).code())
                .isEqualTo("approval-needed");
        assertThat(refusal(review("rana", vital, true)).code()).isEqualTo("nothing-to-review");

        assertThat(refusal(gateway.inside
                                .stewardship
                                .clear()
                                .ask(
                                        HOST,
                                        "ali",
                                        new ClearDeposits.Asked(
                                                Clearance.Kind.VITAL_INTERESTS,
                                                strict().id(),
                                                "ocha-imos",
                                                Optional.empty(),
                                                Optional.of("desk"),
                                                CHECKLIST,
                                                Optional.empty())))
                        .code())
                .isEqualTo("not-a-flow");
    }

    private Deposit consented() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", deposit.id(), "org-a", Optional.empty())
                .orThrow();
        return deposit;
    }

    private Deposit strict() {
        return gateway.label(consented().id(), "channel=strictly-confidential");
    }

    private Deposit referral() {
        gateway.inside.ledger.write(tx -> {
            ProtocolDocuments.add(
                    tx,
                    new ProtocolDocuments.Document("referrals", "1", "made-up-digest", REFERRALS),
                    gateway.clock.instant());
            return true;
        });
        gateway.participant("health", "providers");
        gateway.person("nurse", "health", Role.RELEASER);
        gateway.contact("clinic", Optional.empty(), "providers");
        gateway.contact("friend", Optional.empty(), "friends");
        gateway.contact("other-clinic", Optional.empty(), "providers");
        gateway.inside.register.setNamed(HOST, "clinic", true).orThrow();
        gateway.inside.register.setNamed(HOST, "other-clinic", true).orThrow();
        Deposit deposit =
                gateway.deposit("ali", Channel.STRICTLY_CONFIDENTIAL, "referral", "case-17.txt", bytes("made up"));
        return gateway.label(deposit.id(), "persons=personal", "population=individual");
    }

    private Answer<Clearance> ask(String person, Deposit deposit, Optional<String> to) {
        return gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        person,
                        new ClearDeposits.Asked(
                                Clearance.Kind.CASE,
                                deposit.id(),
                                "ocha-imos",
                                Optional.empty(),
                                to,
                                CHECKLIST,
                                Optional.empty()));
    }

    private Answer<Clearance> ask(String person, Deposit deposit, String audience) {
        return gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        person,
                        new ClearDeposits.Asked(
                                Clearance.Kind.CASE,
                                deposit.id(),
                                audience,
                                Optional.empty(),
                                Optional.empty(),
                                CHECKLIST,
                                Optional.empty()));
    }

    private Answer<Clearance> vital(String person, Deposit deposit) {
        return vital(person, deposit, "nurse");
    }

    private Answer<Clearance> vital(String person, Deposit deposit, String to) {
        return gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        person,
                        new ClearDeposits.Asked(
                                Clearance.Kind.VITAL_INTERESTS,
                                deposit.id(),
                                "providers",
                                Optional.empty(),
                                Optional.of(to),
                                CHECKLIST,
                                Optional.empty()));
    }

    private Answer<Clearance> standing(
            String person,
            String type,
            String audience,
            Optional<String> sender,
            Optional<String> to,
            Optional<Instant> until) {
        return gateway.inside
                .stewardship
                .clear()
                .ask(
                        HOST,
                        person,
                        new ClearDeposits.Asked(Clearance.Kind.STANDING, type, audience, sender, to, CHECKLIST, until));
    }

    private Answer<Clearance> approve(String person, Clearance clearance) {
        return gateway.inside.stewardship.clear().approve(HOST, person, clearance.id(), "read");
    }

    private Answer<Clearance> review(String person, Clearance clearance, boolean upheld) {
        return gateway.inside.stewardship.clear().review(HOST, person, clearance.id(), upheld, "looked");
    }

    private static final String REFERRALS = """
            schema: sluice-protocol/1
            id: referrals
            version: "1"
            scope: specific
            title: {en: Made-up referrals}
            in-force: {from: 2026-01-01}
            facts: []
            audiences:
              - id: providers
                title: {en: Providers}
                who: whoever helps
              - id: friends
                title: {en: Friends}
                who: whoever is one
              - id: public
                title: {en: Public}
                who: everybody
            types:
              - id: referral
                title: {en: Referral}
                flow: true
              - id: notes
                title: {en: Notes}
            cells:
              - type: notes
                audience: providers
                shared: yes
                ceiling: {persons: none}
                disclosure: no-further
                onward: nobody
                obligations: [second-person]
                row: "made up, row 3"
              - type: notes
                audience: friends
                shared: yes
                ceiling: {persons: none}
                disclosure: no-further
                onward: nobody
                row: "made up, row 4"
              - type: notes
                audience: public
                shared: no
                disclosure: no-further
                onward: nobody
                row: "made up, row 5"
              - type: referral
                audience: providers
                shared: yes
                ceiling: {persons: personal}
                disclosure: no-further
                onward: nobody
                row: "made up, row 1"
              - type: referral
                audience: public
                shared: no
                disclosure: no-further
                onward: nobody
                row: "made up, row 2"
            floors:
              - when: {persons: [personal, pseudonymised]}
                floor: strictly-confidential
                source: made up
              - when: otherwise
                floor: confidential
                source: made up
            channels:
              public: {title: {en: P}, longest-link: 1d, most-downloads: 1, obligations: []}
              restricted: {title: {en: R}, longest-link: 1d, most-downloads: 1, obligations: []}
              confidential: {title: {en: C}, longest-link: 1d, most-downloads: 1, obligations: [clearance]}
              strictly-confidential: {title: {en: S}, longest-link: 7d, most-downloads: 1, obligations: [second-person]}
            """;
}
