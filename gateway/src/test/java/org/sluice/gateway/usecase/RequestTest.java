package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.request.Demand;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** What third parties, government bodies and data subjects ask, and what is done about it by when. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RequestTest extends RequestCase {
    RequestTest(TestDatabase kind) {
        super(kind);
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
}
