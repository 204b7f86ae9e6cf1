package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.request.Demand;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.domain.subject.SubjectTask;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** What third parties, government bodies and data subjects ask, and what is done about it by when. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RequestTest {
    private static final Instant UNTIL = MovableClock.START.plus(Duration.ofDays(30));
    private static final Instant DESTROY = MovableClock.START.plus(Duration.ofDays(60));
    private static final Duration TICK = Duration.ofMillis(1);

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private Deposit deposit;

    RequestTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("relief-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("amal", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.RELEASER);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.contact("donor", Optional.empty(), "ocha-imos");
        deposit = gateway.assessment("amal", "a.txt", bytes("made up"));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void whatever_a_request_lacks_is_named_and_nothing_is_recorded() {
        Refusal refusal = refusal(desk().take(
                        HOST,
                        "amal",
                        new Intake(
                                Optional.of("donor"),
                                Optional.of(" "),
                                Optional.empty(),
                                Optional.of("planning"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty())));
        assertThat(refusal.code()).isEqualTo("request-incomplete");
        assertThat(refusal.details()).containsExactly("written", "what", "format", "scope", "until", "destroy-by");
        assertThat(desk().list()).isEmpty();
        assertThat(gateway.audited(EventKind.REQUEST_RECEIVED)).isEmpty();
    }

    @Test
    void its_time_lies_ahead_and_its_destruction_not_before_the_end_of_its_use() {
        assertThat(intake("a", MovableClock.START, DESTROY).against(MovableClock.START))
                .isPresent();
        assertThat(intake("a", MovableClock.START.plus(TICK), DESTROY).against(MovableClock.START))
                .isEmpty();
        assertThat(intake("a", UNTIL, UNTIL.minus(TICK)).against(MovableClock.START))
                .isPresent();
        assertThat(intake("a", UNTIL, UNTIL).against(MovableClock.START)).isEmpty();
    }

    @Test
    void a_grant_needs_a_coordinators_check_that_carries_it() {
        String id = taken("assessment figures of the north");
        assertThat(refusal(answer(id, Outcome.GRANTED)).code()).isEqualTo("proportionality-unchecked");
        assertThat(refusal(desk().check(HOST, id, new Proportionality(true, true, true, "fits", "amal")))
                        .code())
                .isEqualTo("not-a-coordinator");

        check(id, true, false, true);
        assertThat(refusal(answer(id, Outcome.GRANTED)).code()).isEqualTo("disproportionate");
        check(id, true, true, false);
        assertThat(refusal(answer(id, Outcome.PARTLY)).code()).isEqualTo("disproportionate");
        check(id, true, false, true);
        assertThat(answer(id, Outcome.PARTLY).orThrow().request().outcome()).contains(Outcome.PARTLY);
        assertThat(refusal(answer(id, Outcome.REFUSED)).code()).isEqualTo("answered");
        assertThat(refusal(desk().check(HOST, id, new Proportionality(true, true, true, "fits", "cora")))
                        .code())
                .isEqualTo("answered");
    }

    @Test
    void at_the_end_of_its_time_a_request_can_be_refused_only() {
        String id = taken("assessment figures of the north");
        check(id, true, true, true);
        InformationRequest request = desk().show(id).orThrow().request();
        assertThat(request.against(Outcome.GRANTED, UNTIL.minus(TICK))).isEmpty();
        gateway.clock.set(UNTIL);
        assertThat(refusal(answer(id, Outcome.GRANTED)).code()).isEqualTo("request-over");
        assertThat(answer(id, Outcome.REFUSED).orThrow().request().destructionDue())
                .isEmpty();
    }

    @Test
    void those_that_ask_for_much_the_same_are_shown_to_the_cluster_lead() {
        String first = taken("assessment figures of the north");
        taken("maps of water points");
        InformationDesk.Seen third = desk().take(HOST, "amal", intake("Assessment figures, north", UNTIL, DESTROY))
                .orThrow();
        assertThat(third.similar()).containsExactly(first);
        assertThat(gateway.notices("cora")).containsOnlyOnce(Notice.Kind.REQUEST_SIMILAR);
        desk().refer(HOST, first, "the humanitarian country team").orThrow();
        assertThat(gateway.notices("cora")).contains(Notice.Kind.REQUEST_REFERRED);
    }

    @Test
    void destruction_is_reminded_of_a_week_before_and_again_when_it_is_due_until_it_is_confirmed() {
        String id = taken("assessment figures of the north");
        check(id, true, true, true);
        assertThat(refusal(desk().destroyed(HOST, id, "letter")).code()).isEqualTo("nothing-out");
        answer(id, Outcome.GRANTED).orThrow();

        gateway.clock.set(DESTROY.minus(InformationRequest.REMIND).minus(TICK));
        desk().due();
        assertThat(gateway.notices("amal")).doesNotContain(Notice.Kind.DESTRUCTION_DUE);
        gateway.clock.advance(TICK);
        desk().due();
        desk().due();
        assertThat(gateway.notices("amal")).containsOnlyOnce(Notice.Kind.DESTRUCTION_DUE);
        gateway.clock.set(DESTROY.minus(TICK));
        desk().due();
        assertThat(gateway.notices("amal")).containsOnlyOnce(Notice.Kind.DESTRUCTION_DUE);
        gateway.clock.set(DESTROY);
        desk().due();
        assertThat(gateway.notices("amal").stream().filter(Notice.Kind.DESTRUCTION_DUE::equals))
                .hasSize(2);
        assertThat(dues()).containsExactly(new Due("request", id, "destruction", DESTROY));

        desk().destroyed(HOST, id, "letter of the donor").orThrow();
        assertThat(dues()).isEmpty();
    }

    @Test
    void a_grant_puts_on_record_what_cells_ask_for_and_only_for_its_recipient_time_and_purpose() {
        String text = iasc();
        gateway.inside
                .ledger
                .write(tx -> {
                    org.sluice.gateway.store.ProtocolDocuments.add(
                            tx,
                            new org.sluice.gateway.store.ProtocolDocuments.Document("iasc-template", "1", "iasc", text),
                            MovableClock.START);
                    return text;
                })
                .orThrow();
        String id = taken("assessment figures of the north");
        check(id, true, true, true);
        InformationDesk.Answered answered = answer(id, Outcome.GRANTED).orThrow();
        assertThat(answered.facts())
                .extracting(org.sluice.gateway.domain.fact.Fact::kind)
                .containsExactly("formal-request", "information-request");
        assertThat(answered.facts()).allSatisfy(fact -> {
            assertThat(fact.subject()).isEqualTo(deposit.id());
            assertThat(fact.scope().recipient()).contains("donor");
            assertThat(fact.scope().purpose()).contains("planning of the next round (made up)");
            assertThat(fact.until()).contains(UNTIL);
        });
    }

    @Test
    void a_gateway_that_was_off_reminds_at_its_next_start() {
        String id = taken("assessment figures of the north");
        check(id, true, true, true);
        answer(id, Outcome.GRANTED).orThrow();
        gateway.clock.set(DESTROY.plus(Duration.ofDays(9)));
        desk().due();
        assertThat(gateway.notices("cora").stream().filter(Notice.Kind.DESTRUCTION_DUE::equals))
                .hasSize(2);
    }

    @Test
    void a_demand_is_consulted_on_and_opens_nothing() {
        Demand demand = gateway.inside
                .demands
                .open(HOST, "cora", "a made-up ministry", "all lists", "a made-up order", List.of("relief-a"))
                .orThrow();
        assertThat(gateway.notices("cora")).contains(Notice.Kind.DEMAND_RECEIVED);
        assertThat(gateway.notices("amal")).contains(Notice.Kind.DEMAND_RECEIVED);
        assertThat(gateway.notices("nadia")).doesNotContain(Notice.Kind.DEMAND_RECEIVED);
        assertThat(gateway.audited(EventKind.FACT_RECORDED)).isEmpty();
        gateway.inside.demands.close(HOST, demand.id(), "the group declined").orThrow();
        assertThat(refusal(gateway.inside.demands.close(HOST, demand.id(), "again"))
                        .code())
                .isEqualTo("closed");
    }

    @Test
    void a_data_subjects_request_finds_every_copy_and_closes_with_the_last_word() {
        gateway.label(deposit.id(), "case=C-17");
        Deposit newer = gateway.assessment("amal", "a.txt", bytes("corrected"));
        gateway.label(newer.id(), "case=C-17");
        ServeDataSubjects.Seen seen = opened(Optional.of("amal"));
        assertThat(seen.tasks()).extracting(SubjectTask::depositId).containsExactlyInAnyOrder(deposit.id(), newer.id());
        assertThat(gateway.notices("amal").stream().filter(Notice.Kind.SUBJECT_ASKED::equals))
                .hasSize(2);
        assertThat(String.join("", gateway.audited(EventKind.SUBJECT_REQUEST_OPENED)))
                .doesNotContain("C-17");

        String id = seen.request().id();
        Refusal early = refusal(gateway.inside.subjects.close(HOST, id, "told"));
        assertThat(early.code()).isEqualTo("confirmations-missing");
        assertThat(early.details()).hasSize(2);
        String task = seen.tasks().getFirst().id();
        assertThat(refusal(confirm("nadia", task, "done", true)).code()).isEqualTo("not-its-word");
        SubjectTask first = seen.tasks().getFirst();
        Refusal here = refusal(confirm("amal", first.id(), "deleted", false));
        assertThat(here.code()).isEqualTo("still-here");
        assertThat(here.message()).contains("sluice deposit destroy " + first.depositId(), first.id() + " --kept");
        gateway.inside
                .stewardship
                .destroy()
                .destroy(HOST, "amal", first.depositId(), "asked for by the data subject")
                .orThrow();
        confirm("amal", first.id(), "deleted", false).orThrow();
        SubjectTask second = seen.tasks().getLast();
        assertThat(confirm("amal", second.id(), "a court needs it", true)
                        .orThrow()
                        .tasks())
                .extracting(SubjectTask::words)
                .contains(Optional.of("kept: a court needs it"));
        assertThat(gateway.inside
                        .subjects
                        .close(HOST, id, "told")
                        .orThrow()
                        .request()
                        .closed())
                .isPresent();
        assertThat(refusal(gateway.inside.subjects.close(HOST, id, "told")).code())
                .isEqualTo("closed");
    }

    @Test
    void a_copy_that_left_after_the_asking_keeps_the_request_open() {
        gateway.label(deposit.id(), "case=C-17");
        ServeDataSubjects.Seen seen = opened(Optional.of("amal"));
        confirm("amal", seen.tasks().getFirst().id(), "a court needs it", true).orThrow();
        Deposit late = gateway.assessment("amal", "b.txt", bytes("another"));
        gateway.label(late.id(), "case=C-17");
        String id = seen.request().id();
        assertThat(refusal(gateway.inside.subjects.close(HOST, id, "told")).code())
                .isEqualTo("copies-unasked");
        assertThat(gateway.inside.subjects.again(HOST, id).orThrow().tasks()).hasSize(2);
        assertThat(refusal(gateway.inside.subjects.close(HOST, id, "told")).code())
                .isEqualTo("confirmations-missing");
    }

    @Test
    void only_a_deletion_waits_for_the_owners_copy_to_be_destroyed() {
        gateway.label(deposit.id(), "case=C-17");
        ServeDataSubjects.Seen seen = gateway.inside
                .subjects
                .open(
                        HOST,
                        Optional.of("amal"),
                        SubjectRequest.Kind.CORRECTION,
                        "C-17",
                        "the year of birth",
                        Optional.empty())
                .orThrow();
        confirm("amal", seen.tasks().getFirst().id(), "corrected", false).orThrow();
    }

    @Test
    void whoever_answers_for_the_owner_closes_it_though_the_case_is_destroyed_here() {
        gateway.label(deposit.id(), "case=C-17");
        gateway.person("aida", "relief-a", Role.RELEASER);
        ServeDataSubjects.Seen seen = opened(Optional.of("amal"));
        gateway.inside
                .stewardship
                .destroy()
                .destroy(HOST, "amal", deposit.id(), "asked for by the data subject")
                .orThrow();
        confirm("aida", seen.tasks().getFirst().id(), "deleted", false).orThrow();
        String id = seen.request().id();
        assertThat(refusal(gateway.inside.subjects.close(as("nadia"), id, "told"))
                        .code())
                .isEqualTo("not-your-case");
        gateway.inside.subjects.close(as("aida"), id, "told").orThrow();
    }

    private static org.sluice.gateway.domain.audit.Actor as(String person) {
        return new org.sluice.gateway.domain.audit.Actor.HostAdministrator(Optional.of(person));
    }

    @Test
    void a_code_cannot_be_tried_out_by_those_who_hold_no_such_case() {
        gateway.label(deposit.id(), "case=C-17");
        assertThat(refusal(subject(Optional.of("nadia"), "C-17")))
                .isEqualTo(refusal(subject(Optional.of("nadia"), "C-99")));
    }

    @Test
    void a_data_subjects_clock_reminds_and_runs_over_at_its_instants() {
        gateway.label(deposit.id(), "case=C-17");
        SubjectRequest request = opened(Optional.of("amal")).request();
        assertThat(request.due()).isEqualTo(MovableClock.START.plus(SubjectRequest.USUAL));
        assertThat(request.overdue(request.due())).isFalse();
        assertThat(request.overdue(request.due().plus(TICK))).isTrue();
        gateway.clock.set(request.remind().minus(TICK));
        gateway.inside.subjects.due();
        assertThat(gateway.notices("amal")).doesNotContain(Notice.Kind.SUBJECT_DUE);
        gateway.clock.set(request.remind());
        gateway.inside.subjects.due();
        gateway.inside.subjects.due();
        assertThat(gateway.notices("amal")).containsOnlyOnce(Notice.Kind.SUBJECT_DUE);
        gateway.clock.set(request.due());
        gateway.inside.subjects.due();
        assertThat(gateway.notices("amal").stream().filter(Notice.Kind.SUBJECT_DUE::equals))
                .hasSize(2);
    }

    @Test
    void open_clocks_are_for_coordinators_and_the_most_pressing_comes_first() {
        gateway.label(deposit.id(), "case=C-17");
        String request = taken("assessment figures of the north");
        String subject = gateway.inside
                .subjects
                .open(
                        HOST,
                        Optional.empty(),
                        SubjectRequest.Kind.ACCESS,
                        "C-17",
                        "a copy",
                        Optional.of(UNTIL.minus(TICK)))
                .orThrow()
                .request()
                .id();
        assertThat(dues()).extracting(Due::id).containsExactly(subject, request);
        assertThat(gateway.inside.dues.list(Optional.of("cora")).orThrow().all())
                .hasSize(2);
        assertThat(refusal(gateway.inside.dues.list(Optional.of("amal"))).code())
                .isEqualTo("not-a-coordinator");
        Due due = new Due("request", "q", "answer", UNTIL);
        assertThat(due.overdue(UNTIL)).isFalse();
        assertThat(due.overdue(UNTIL.plus(TICK))).isTrue();
    }

    private static String iasc() {
        try (java.io.InputStream in = RequestTest.class.getResourceAsStream("/protocols/iasc-template.yaml")) {
            return new String(
                    java.util.Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private InformationDesk desk() {
        return gateway.inside.requests;
    }

    private List<Due> dues() {
        return gateway.inside.dues.list(Optional.empty()).orThrow().all();
    }

    private String taken(String what) {
        return desk().take(HOST, "amal", intake(what, UNTIL, DESTROY))
                .orThrow()
                .request()
                .id();
    }

    private void check(String id, boolean necessary, boolean least, boolean harmless) {
        desk().check(HOST, id, new Proportionality(necessary, least, harmless, "made-up reasons", "cora"))
                .orThrow();
    }

    private org.sluice.gateway.domain.Answer<InformationDesk.Answered> answer(String id, Outcome outcome) {
        return desk().answer(
                        HOST,
                        "amal",
                        id,
                        outcome,
                        "made-up reason",
                        new InformationDesk.Given("relief-a", List.of(deposit.id()), List.of()));
    }

    private static Intake intake(String what, Instant until, Instant destroy) {
        return new Intake(
                Optional.of("donor"),
                Optional.of("letter of 1 March"),
                Optional.of(what),
                Optional.of("planning of the next round (made up)"),
                Optional.of("table"),
                Optional.of("one district, one month"),
                Optional.of(until),
                Optional.of(destroy),
                false,
                Optional.empty());
    }

    private ServeDataSubjects.Seen opened(Optional<String> by) {
        return subject(by, "C-17").orThrow();
    }

    private org.sluice.gateway.domain.Answer<ServeDataSubjects.Seen> confirm(
            String by, String task, String words, boolean kept) {
        return gateway.inside.subjects.confirm(HOST, Optional.of(by), task, words, kept);
    }

    private org.sluice.gateway.domain.Answer<ServeDataSubjects.Seen> subject(Optional<String> by, String code) {
        return gateway.inside.subjects.open(
                HOST, by, SubjectRequest.Kind.DELETION, code, "delete what is held", Optional.empty());
    }
}
