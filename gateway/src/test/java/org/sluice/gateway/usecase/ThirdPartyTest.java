package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.request.ReleaseBasis;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** On what a release to a third party rests, for how long, and who may say so: IASC template, annex C. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ThirdPartyTest extends ThirdPartyCase {
    ThirdPartyTest(TestDatabase kind) {
        super(kind);
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
    void who_fetched_on_a_request_is_reminded_at_the_instant_by_which_it_destroys() {
        granted(false, figures);
        LinkSteps link = LinkSteps.of(
                gateway.inside, release("donor:third-parties", figures).orThrow());
        Claims.claim(gateway.inside, link.linkId, link.epochs(), link.depositId).orThrow();
        gateway.clock.set(DESTROY.minus(TICK));
        gateway.inside.link.remind().due();
        assertThat(gateway.notices("amal")).doesNotContain(Notice.Kind.RECIPIENT_TO_DESTROY);
        gateway.clock.set(DESTROY);
        gateway.inside.link.remind().due();
        assertThat(gateway.notices("amal")).contains(Notice.Kind.RECIPIENT_TO_DESTROY);
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
}
