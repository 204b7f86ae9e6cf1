package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.domain.request.ReleaseBasis;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** On what a release to a third party rests, for how long, and who may say so: IASC template, annex C. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ThirdPartyTest {
    private static final Instant UNTIL = MovableClock.START.plus(Duration.ofDays(5));
    private static final Instant DESTROY = MovableClock.START.plus(Duration.ofDays(60));
    private static final Duration TICK = Duration.ofMillis(1);
    private static final String PURPOSE = "annual review (made up)";

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Deposit figures;

    ThirdPartyTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind, "turkey-cross-border", "iasc-template");
        gateway.participant("relief-a", "members", "sector-organisations");
        gateway.participant("relief-b", "members", "sector-organisations");
        gateway.participant("cluster", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("dora", "relief-a", Role.DEPOSITOR);
        gateway.person("nadia", "relief-b", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("donor", Optional.empty(), "third-parties", "public", "ocha-imos");
        gateway.contact("desk-b", Optional.of("relief-b"), "third-parties");
        figures = survey("figures.csv");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void without_anything_to_rest_on_a_third_party_gets_nothing_and_the_refusal_names_the_commands() {
        // The matrix is satisfied by the words alone; what they speak of stands in no register.
        fact("information-request", figures.id());
        Refusal refusal = refusal(release("donor:third-parties", figures));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NEEDS);
        assertThat(refusal.code()).isEqualTo("basis-needed");
        assertThat(refusal.message()).contains("sluice request take", "sluice agreement add");
    }

    @Test
    void a_granted_request_lets_its_deposit_go_to_who_asked_for_its_purpose_until_its_last_instant() {
        String id = granted(false, figures);
        Deposit other = survey("others.csv");
        fact("information-request", other.id());
        ReleaseMade made = release("donor:third-parties", figures).orThrow();
        assertThat(bases(made)).containsExactly(new ReleaseBasis(ReleaseBasis.Kind.REQUEST, id));
        assertThat(refusal(release("donor:third-parties", other)).code()).isEqualTo("basis-needed");
        assertThat(refusal(release("desk-b", figures)).kind()).isEqualTo(Refusal.Kind.NEEDS);
        fact("information-request", figures.id());
        assertThat(refusal(release("donor:third-parties", "another purpose", figures))
                        .code())
                .isEqualTo("basis-needed");

        gateway.clock.set(UNTIL.minus(TICK));
        assertThat(permitted(made)).isTrue();
        assertThat(ended(made)).containsExactly(Optional.empty());
        gateway.clock.set(UNTIL);
        assertThat(permitted(made)).isFalse();
        assertThat(ended(made)).containsExactly(Optional.of(UNTIL));
    }

    @Test
    void once_its_destruction_is_confirmed_a_request_carries_nothing_more() {
        String id = granted(false, figures);
        ReleaseMade made = release("donor:third-parties", figures).orThrow();
        assertThat(permitted(made)).isTrue();
        gateway.clock.advance(TICK);
        assertThat(ended(made)).containsExactly(Optional.empty());
        gateway.inside.requests.destroyed(HOST, id, "letter of the donor").orThrow();
        assertThat(permitted(made)).isFalse();
        assertThat(ended(made)).containsExactly(Optional.of(MovableClock.START.plus(TICK)));
    }

    @Test
    void a_standing_request_is_answered_again_and_gives_whole_types_of_who_granted_it() {
        String id = granted(true, figures);
        Deposit later = survey("later.csv");
        fact("information-request", later.id());
        assertThat(refusal(release("donor:third-parties", later)).code()).isEqualTo("basis-needed");

        again(id, "amal", List.of(), List.of("survey-results")).orThrow();
        // Standing means that it is answered again and again, and not that it is for whatever comes.
        Refusal beyond = refusal(release("donor:third-parties", "another purpose", later));
        assertThat(beyond.code()).isEqualTo("basis-needed");
        assertThat(beyond.message()).contains("\"another purpose\"", id + " for \"" + PURPOSE + "\"");
        assertThat(refusal(release("donor:third-parties", "another purpose", figures))
                        .kind())
                .isEqualTo(Refusal.Kind.NEEDS);
        release("donor:third-parties", PURPOSE + ": figures of March", later).orThrow();
        ReleaseMade made = release("donor:third-parties", later).orThrow();
        assertThat(bases(made)).containsExactly(new ReleaseBasis(ReleaseBasis.Kind.STANDING_REQUEST, id));
        assertThat(refusal(again(id, "amal", List.of(), List.of())).code()).isEqualTo("incomplete");
        assertThat(refusal(again(id, "amal", List.of(), List.of("no-such"))).kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
        gateway.clock.set(UNTIL);
        assertThat(refusal(again(id, "amal", List.of(figures.id()), List.of())).code())
                .isEqualTo("request-over");
        assertThat(permitted(made)).isFalse();
    }

    @Test
    void what_is_asked_once_is_not_answered_again_nor_with_whole_types() {
        String id = granted(false, figures);
        assertThat(refusal(again(id, "amal", List.of(figures.id()), List.of())).code())
                .isEqualTo("not-standing");
        assertThat(refusal(again(id, "amal", List.of(), List.of("survey-results")))
                        .code())
                .isEqualTo("not-standing");
    }

    @Test
    void a_standing_request_says_when_its_next_answer_is_due_and_never_past_its_end() {
        String id = granted(true, figures);
        InformationRequest request = gateway.inside.requests.show(id).orThrow().request();
        Instant next = MovableClock.START.plus(Duration.ofDays(1));
        assertThat(gateway.inside.requests.standing(request).next()).contains(next);
        assertThat(gateway.inside.dues.list(Optional.empty()).orThrow().all())
                .contains(new Due("request", id, "answer-again", next));
        assertThat(request.answerAgain(UNTIL.minus(Duration.ofDays(1)).minus(TICK)))
                .contains(UNTIL.minus(TICK));
        assertThat(request.answerAgain(UNTIL.minus(Duration.ofDays(1)))).isEmpty();
        gateway.clock.advance(Duration.ofDays(3));
        again(id, "amal", List.of(figures.id()), List.of()).orThrow();
        assertThat(gateway.inside.requests.standing(request).next()).contains(next.plus(Duration.ofDays(3)));
    }

    @Test
    void an_agreement_counts_from_its_first_instant_to_its_last_and_gives_what_cells_ask_for() {
        Instant from = MovableClock.START.plus(Duration.ofDays(1));
        String id = agreement(Optional.of("relief-a"), "donor", from)
                .orThrow()
                .agreement()
                .id();
        gateway.clock.set(from.minus(TICK));
        assertThat(refusal(release("donor:third-parties", figures)).kind()).isEqualTo(Refusal.Kind.NEEDS);
        gateway.clock.set(from);
        // The register speaks for itself: nobody had to record that a bilateral agreement is in force.
        ReleaseMade made = release("donor:third-parties", figures).orThrow();
        assertThat(bases(made)).containsExactly(new ReleaseBasis(ReleaseBasis.Kind.AGREEMENT, id));
        assertThat(refusal(release("donor:third-parties", "another purpose", figures))
                        .kind())
                .isEqualTo(Refusal.Kind.NEEDS);
        release("donor:third-parties", PURPOSE + ": figures of March", figures).orThrow();
        gateway.clock.set(UNTIL.minus(TICK));
        assertThat(permitted(made)).isTrue();
        gateway.clock.set(UNTIL);
        assertThat(permitted(made)).isFalse();
    }

    @Test
    void an_agreement_that_ends_takes_its_live_links_along() {
        String id = agreement(Optional.empty(), "donor", MovableClock.START)
                .orThrow()
                .agreement()
                .id();
        ReleaseMade made = release("donor:third-parties", figures).orThrow();
        assertThat(permitted(made)).isTrue();
        assertThat(refusal(gateway.inside.agreements.end(HOST, id, " ")).code()).isEqualTo("incomplete");
        assertThat(gateway.inside
                        .agreements
                        .end(HOST, id, "the contract ran out (made up)")
                        .orThrow()
                        .releases())
                .containsExactly(made.release().id());
        assertThat(permitted(made)).isFalse();
        assertThat(refusal(gateway.inside.agreements.end(HOST, id, "again")).code())
                .isEqualTo("ended");
        assertThat(gateway.audited(EventKind.AGREEMENT_ENDED)).hasSize(1);
    }

    @Test
    void an_agreement_of_another_participant_carries_nothing_of_this_one() {
        agreement(Optional.of("relief-b"), "donor", MovableClock.START).orThrow();
        fact("information-request", figures.id());
        assertThat(refusal(release("donor:third-parties", figures)).code()).isEqualTo("basis-needed");
    }

    @Test
    void only_its_own_people_and_coordinators_speak_in_an_agreement_and_nobody_with_themselves() {
        assertThat(refusal(agreement(as("nadia"), Optional.of("relief-a"), "donor", MovableClock.START))
                        .code())
                .isEqualTo("not-its-word");
        assertThat(refusal(agreement(as("dora"), Optional.of("relief-a"), "donor", MovableClock.START))
                        .code())
                .isEqualTo("not-its-word");
        assertThat(refusal(agreement(as("amal"), Optional.empty(), "donor", MovableClock.START))
                        .code())
                .isEqualTo("not-its-word");
        assertThat(refusal(agreement(as("nadia"), Optional.of("relief-b"), "desk-b", MovableClock.START))
                        .code())
                .isEqualTo("own-agreement");
        agreement(as("amal"), Optional.of("relief-a"), "donor", MovableClock.START)
                .orThrow();
        agreement(as("cora"), Optional.empty(), "relief-b", MovableClock.START).orThrow();
        assertThat(gateway.inside.agreements.list()).hasSize(2);
    }

    @Test
    void the_copy_of_an_agreement_rests_encrypted_and_reading_it_goes_on_record() throws IOException {
        byte[] text = bytes("%PDF-1.7 We agree on made-up terms.");
        String id = gateway.inside
                .agreements
                .record(
                        HOST,
                        new KeepAgreements.Order(
                                Optional.of("relief-a"),
                                "A made-up donor",
                                Set.of("donor"),
                                Set.of("survey-results"),
                                List.of(PURPOSE),
                                Optional.empty(),
                                UNTIL,
                                "file 12 of the office",
                                "Made-up Director",
                                LocalDate.of(2026, 1, 5),
                                Optional.of(new KeepAgreements.Copy("agreement.pdf", text))))
                .orThrow()
                .agreement()
                .id();
        assertThat(gateway.inside.agreements.document(HOST, id).orThrow()).isEqualTo(text);
        assertThat(gateway.audited(EventKind.AGREEMENT_READ)).hasSize(1);
        gateway.inside.stewardship.rotate().rotate(HOST, Channel.CONFIDENTIAL).orThrow();
        assertThat(gateway.inside.agreements.document(HOST, id).orThrow()).isEqualTo(text);
        String without = agreement(Optional.of("relief-a"), "donor", MovableClock.START)
                .orThrow()
                .agreement()
                .id();
        assertThat(refusal(gateway.inside.agreements.document(HOST, without)).code())
                .isEqualTo("no-copy");
        // The files carry the day on which the test runs; from far ahead the sweep finds all of them old.
        gateway.clock.set(Instant.parse("2100-01-01T00:00:00Z"));
        gateway.inside.sweep.sweep();
        assertThat(gateway.inside.agreements.document(HOST, id).orThrow()).isEqualTo(text);
    }

    @Test
    void what_an_agreement_lacks_is_refused() {
        assertThat(refusal(agreement(Optional.of("relief-a"), "nobody", MovableClock.START))
                        .kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(refusal(agreement(Optional.of("relief-a"), "donor", UNTIL)).code())
                .isEqualTo("bad-period");
    }

    @Test
    void what_the_protocol_sends_itself_needs_no_request() {
        Deposit strategy = gateway.deposit("amal", Channel.RESTRICTED, "sector-strategy", "s.txt", bytes("made up"));
        gateway.label(
                strategy.id(),
                "organizations=none",
                "persons=none",
                "population=aggregated",
                "location=national",
                "activity=broad");
        ReleaseMade made = release("donor:public", gateway.get(strategy.id())).orThrow();
        assertThat(bases(made)).singleElement().satisfies(basis -> {
            assertThat(basis.kind()).isEqualTo(ReleaseBasis.Kind.FLOW);
            assertThat(basis.on()).contains("Sector strategy paper, row 5");
        });
    }

    @Test
    void an_assessment_goes_to_the_office_that_its_table_names_and_to_an_outsider_on_request_alone() {
        Deposit assessment = gateway.assessment("amal", "a.txt", bytes("made up"));
        consent(assessment.id());
        gateway.label(assessment.id(), "share-with=public,ocha-imos");
        release("donor:ocha-imos", assessment).orThrow();
        assertThat(refusal(release("donor:public", assessment)).code()).isEqualTo("basis-needed");
        granted(false, assessment);
        release("donor:public", assessment).orThrow();
    }

    @Test
    void nobody_checks_or_grants_their_own_request() {
        gateway.person("coco", "relief-b", Role.COORDINATOR);
        String id = taken("desk-b", false);
        assertThat(refusal(gateway.inside.requests.check(
                                HOST, id, new Proportionality(true, true, true, "fits", "coco")))
                        .code())
                .isEqualTo("own-request");
        check(id);
        assertThat(refusal(answer(id, "nadia", "relief-b", figures)).code()).isEqualTo("own-request");
        assertThat(refusal(answer(id, "coco", "relief-a", figures)).code()).isEqualTo("own-request");
        assertThat(refusal(answer(id, "administrator", "relief-b", figures)).code())
                .isEqualTo("own-request");
        answer(id, "amal", "relief-a", figures).orThrow();
    }

    @Test
    void requests_are_taken_in_by_releasers_and_coordinators() {
        assertThat(refusal(gateway.inside.requests.take(HOST, "dora", intake("donor", false)))
                        .code())
                .isEqualTo("not-at-the-desk");
        gateway.inside.requests.take(HOST, "cora", intake("donor", false)).orThrow();
    }

    @Test
    void requests_are_answered_by_releasers_of_who_grants_and_by_coordinators() {
        String id = taken("donor", false);
        check(id);
        assertThat(refusal(answer(id, "dora", "relief-a", figures)).code()).isEqualTo("not-its-word");
        assertThat(refusal(answer(id, "nadia", "relief-a", figures)).code()).isEqualTo("not-its-word");
        answer(id, "cora", "relief-a", figures).orThrow();
    }

    @Test
    void requests_are_referred_and_closed_by_who_took_them_in_and_by_coordinators() {
        String id = taken("donor", false);
        assertThat(refusal(gateway.inside.requests.refer(as("nadia"), id, "the country team"))
                        .code())
                .isEqualTo("not-at-the-desk");
        gateway.inside.requests.refer(as("amal"), id, "the country team").orThrow();
        check(id);
        answer(id, "amal", "relief-a", figures).orThrow();
        assertThat(refusal(gateway.inside.requests.destroyed(as("nadia"), id, "a letter"))
                        .code())
                .isEqualTo("not-at-the-desk");
        gateway.inside.requests.destroyed(as("cora"), id, "a letter").orThrow();
    }

    @Test
    void of_personal_data_the_owners_contact_alone_decides() {
        gateway.label(figures.id(), "persons=pseudonymised");
        String id = taken("donor", false);
        check(id);
        assertThat(refusal(answer(id, "cora", "relief-a", figures)).code()).isEqualTo("personal-data");
        assertThat(refusal(answer(id, "administrator", "relief-a", figures)).code())
                .isEqualTo("personal-data");
        gateway.inside
                .terms
                .setSpeakers(HOST, "relief-a", Duty.DATA_PROTECTION, List.of("dora"))
                .orThrow();
        assertThat(refusal(answer(id, "amal", "relief-a", figures)).code()).isEqualTo("personal-data");
        answer(id, "dora", "relief-a", figures).orThrow();
    }

    @Test
    void demands_are_recorded_by_those_at_the_desk_and_closed_by_coordinators() {
        assertThat(refusal(gateway.inside.demands.open(
                                HOST, "dora", "a made-up ministry", "all lists", "an order", List.of("relief-a")))
                        .code())
                .isEqualTo("not-at-the-desk");
        String id = gateway.inside
                .demands
                .open(HOST, "amal", "a made-up ministry", "all lists", "an order", List.of("relief-a"))
                .orThrow()
                .id();
        assertThat(refusal(gateway.inside.demands.close(as("amal"), id, "declined"))
                        .code())
                .isEqualTo("not-a-coordinator");
        gateway.inside.demands.close(as("cora"), id, "declined").orThrow();
    }

    @Test
    void destruction_is_told_to_who_released_and_to_the_recipients_people_at_its_instants() {
        gateway.person("rami", "relief-a", Role.RELEASER);
        String id = taken("desk-b", false);
        check(id);
        answer(id, "amal", "relief-a", figures).orThrow();
        purpose(figures.id());
        gateway.inside
                .release
                .create(
                        HOST,
                        "rami",
                        new ReleaseOrder(
                                List.of(figures.id()),
                                List.of("desk-b"),
                                PURPOSE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Way.MAIL),
                                Optional.of(Way.PHONE)))
                .orThrow();
        gateway.clock.set(DESTROY.minus(InformationRequest.REMIND).minus(TICK));
        gateway.inside.requests.due();
        assertThat(gateway.notices("rami")).doesNotContain(Notice.Kind.DESTRUCTION_DUE);
        gateway.clock.set(DESTROY.minus(InformationRequest.REMIND));
        gateway.inside.requests.due();
        gateway.inside.requests.due();
        for (String person : List.of("rami", "amal", "nadia", "cora")) {
            assertThat(gateway.notices(person)).containsOnlyOnce(Notice.Kind.DESTRUCTION_DUE);
        }
        assertThat(gateway.notices("dora")).doesNotContain(Notice.Kind.DESTRUCTION_DUE);
        gateway.inside.requests.destroyed(HOST, id, "a letter").orThrow();
        for (String person : List.of("rami", "amal", "nadia", "cora")) {
            assertThat(gateway.notices(person)).containsOnlyOnce(Notice.Kind.DESTRUCTION_CONFIRMED);
        }
    }

    @Test
    void what_was_passed_on_stands_with_the_link_the_deposit_and_in_the_register() {
        granted(false, figures);
        ReleaseMade made = release("donor:third-parties", figures).orThrow();
        String link = made.links().getFirst().link().id();
        gateway.inside
                .passedOn
                .report(link, "its head office (made up)", "the annual report")
                .orThrow();
        assertThat(gateway.inside
                        .owners
                        .exits(Optional.empty(), figures.id())
                        .orThrow()
                        .passedOn())
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.linkId()).isEqualTo(link);
                    assertThat(report.recipient()).isEqualTo("donor");
                    assertThat(report.to()).isEqualTo("its head office (made up)");
                });
        assertThat(gateway.inside.stewardship.registers().passedOn(HOST).rows())
                .singleElement()
                .satisfies(row -> assertThat(row).contains(link, "relief-a", "the annual report"));
        assertThat(gateway.inside.stewardship.registers().access(HOST).rows())
                .anySatisfy(row -> assertThat(String.join(" ", row)).contains("on request "));
    }

    private Deposit survey(String name) {
        Deposit deposit = gateway.deposit("amal", Channel.CONFIDENTIAL, "survey-results", name, bytes("made up"));
        gateway.label(
                deposit.id(),
                "organizations=none",
                "location=district",
                "population=aggregated",
                "activity=broad",
                "persons=none",
                "share-with=third-parties");
        return gateway.get(deposit.id());
    }

    private void fact(String kind, String deposit) {
        gateway.inside
                .facts
                .record(HOST, "administrator", order(kind, Fact.About.DEPOSIT, deposit, "relief-a"))
                .orThrow();
        purpose(deposit);
    }

    private void purpose(String deposit) {
        gateway.inside
                .facts
                .record(HOST, "administrator", order("specified-purpose", Fact.About.DEPOSIT, deposit, "relief-a"))
                .orThrow();
    }

    private void consent(String deposit) {
        gateway.inside
                .facts
                .record(
                        HOST,
                        "administrator",
                        order("consent-of-organisation", Fact.About.DEPOSIT, deposit, "relief-a"))
                .orThrow();
    }

    private static FactOrder order(String kind, Fact.About about, String subject, String by) {
        return new FactOrder(
                kind, about, subject, by, true, Fact.Scope.ALL, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Actor as(String person) {
        return new Actor.HostAdministrator(Optional.of(person));
    }

    private Intake intake(String from, boolean standing) {
        return new Intake(
                Optional.of(from),
                Optional.of("letter of 1 March"),
                Optional.of("survey figures"),
                Optional.of(PURPOSE),
                Optional.of("table"),
                Optional.of("one district, one month"),
                Optional.of(UNTIL),
                Optional.of(DESTROY),
                standing,
                standing ? Optional.of(Period.ofDays(1)) : Optional.empty());
    }

    private String taken(String from, boolean standing) {
        return gateway.inside
                .requests
                .take(HOST, "amal", intake(from, standing))
                .orThrow()
                .request()
                .id();
    }

    private void check(String id) {
        gateway.inside
                .requests
                .check(HOST, id, new Proportionality(true, true, true, "made-up reasons", "cora"))
                .orThrow();
    }

    private Answer<InformationDesk.Answered> answer(String id, String person, String by, Deposit deposit) {
        return gateway.inside.requests.answer(
                HOST,
                person,
                id,
                Outcome.GRANTED,
                "made-up reason",
                new InformationDesk.Given(by, List.of(deposit.id()), List.of()));
    }

    private String granted(boolean standing, Deposit deposit) {
        String id = taken("donor", standing);
        check(id);
        answer(id, "amal", "relief-a", deposit).orThrow();
        return id;
    }

    private Answer<InformationDesk.Answered> again(
            String id, String person, List<String> deposits, List<String> types) {
        return gateway.inside.requests.answerAgain(
                HOST, person, id, new InformationDesk.Given("relief-a", deposits, types));
    }

    private Answer<KeepAgreements.Seen> agreement(Optional<String> party, String with, Instant from) {
        return agreement(HOST, party, with, from);
    }

    private Answer<KeepAgreements.Seen> agreement(Actor actor, Optional<String> party, String with, Instant from) {
        return gateway.inside.agreements.record(
                actor,
                new KeepAgreements.Order(
                        party,
                        "A made-up donor",
                        Set.of(with),
                        Set.of("survey-results"),
                        List.of(PURPOSE),
                        Optional.of(from),
                        UNTIL,
                        "file 12 of the office",
                        "Made-up Director",
                        LocalDate.of(2026, 1, 5),
                        Optional.empty()));
    }

    private Answer<ReleaseMade> release(String to, Deposit deposit) {
        return release(to, PURPOSE, deposit);
    }

    private Answer<ReleaseMade> release(String to, String purpose, Deposit deposit) {
        if (deposit.type().equals("survey-results")) {
            purpose(deposit.id());
        }
        return gateway.inside.release.create(
                HOST,
                "amal",
                new ReleaseOrder(
                        List.of(deposit.id()),
                        List.of(to),
                        purpose,
                        Optional.of(Duration.ofDays(7)),
                        Optional.empty(),
                        Optional.of(Way.MAIL),
                        Optional.of(Way.PHONE)));
    }

    private List<ReleaseBasis> bases(ReleaseMade made) {
        return gateway
                .inside
                .ledger
                .read(sql -> ReleaseBases.of(sql, made.release().id()))
                .stream()
                .map(ReleaseBases.Row::basis)
                .toList();
    }

    /** Of each basis since when it stands no more, as the release shows it. */
    private List<Optional<Instant>> ended(ReleaseMade made) {
        return new Overview(gateway.inside.ledger, gateway.inside.rules)
                .release(made.release().id(), Optional.empty()).orThrow().bases().stream()
                        .map(BasisSeen::ended)
                        .toList();
    }

    private long epoch() {
        return gateway.inside.ledger.read(
                sql -> Participants.find(sql, "relief-a").orElseThrow().epoch());
    }

    /** Whether the link's file may still be fetched now, as every request asks anew. */
    private boolean permitted(ReleaseMade made) {
        return gateway
                .inside
                .viewLink
                .view(made.links().getFirst().link().id(), Map.of("relief-a", epoch()))
                .orThrow()
                .files()
                .stream()
                .allMatch(file -> file.unavailable().isEmpty());
    }
}
