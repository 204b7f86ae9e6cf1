package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Assessment;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Remedy;
import org.sluice.gateway.policy.ProtocolFile;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;
import org.sluice.gateway.usecase.ProposePolicy.When;

/** How a protocol changes: with everybody told, time to object, and every border of the clocks to the millisecond. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class PolicyTest {
    private static final String ID = "turkey-cross-border";
    private static final String SHIPPED =
            Optional.ofNullable(ProtocolFile.shipped().get(ID)).orElseThrow();
    /** Narrower than the shipped one: OCHA gets no sector work plans. */
    private static final String NARROWER = second().replace("""
                      - type: sector-work-plans
                        audience: ocha-imos
                        shared: yes
                        ceiling: {organizations: none, location: sub-district, persons: none}
                    """, """
                      - type: sector-work-plans
                        audience: ocha-imos
                        shared: no
                    """);

    private static final String WIDER = second().replace("longest-link: 3d", "longest-link: 4d");
    private static final String THIRD = SHIPPED.replace("version: \"1\"", "version: \"3\"");
    /** Wider than the second version in another part than the third one is. */
    private static final String WIDER_THAN_SECOND =
            NARROWER.replace("version: \"2\"", "version: \"3\"").replace("longest-link: 3d", "longest-link: 4d");

    private static final byte[] DOCUMENT = bytes("%PDF-1.7 made up ".repeat(20_000));
    /** The data directory was made by the host's own clock; after this the versions that are accepted are later than that. */
    private static final Duration LATER = Duration.ofDays(1000);

    private static final Duration WINDOW = Duration.ofDays(14);

    private final TestDatabase kind;
    private GatewayFixture gateway;

    PolicyTest(TestDatabase kind) {
        this.kind = kind;
    }

    private static String second() {
        return SHIPPED.replace("version: \"1\"", "version: \"2\"");
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-imos");
        gateway.participant("cluster", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.DEPOSITOR);
        gateway.person("cora", "cluster", Role.COORDINATOR);
        gateway.person("carl", "cluster", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private PolicyActs acts() {
        return gateway.inside.policies;
    }

    private Answer<ProposePolicy.Seen> propose(String text) {
        return acts().propose().propose(HOST, "cora", text, "a made-up change", When.USUAL);
    }

    private static When asked(Instant inForce, String reason) {
        return new When(Optional.of(new Proposal.Asked(inForce, reason)), Optional.empty());
    }

    private String proposed() {
        return propose(NARROWER).orThrow().proposal().id();
    }

    private void at(Duration after) {
        gateway.clock.set(MovableClock.START.plus(after));
    }

    private List<String> inForce() {
        return gateway.inside.ledger.read(sql -> gateway.inside.rules.inForce(sql, gateway.clock.instant())).stream()
                .map(Protocol::version)
                .toList();
    }

    @Test
    void the_texts_of_this_test_differ_from_the_shipped_one() {
        assertThat(NARROWER).isNotEqualTo(second());
        assertThat(WIDER).isNotEqualTo(second());
    }

    @Test
    void a_proposal_tells_everybody_and_changes_nothing_yet() {
        proposed();
        for (String person : List.of("ali", "nadia", "cora", "carl")) {
            assertThat(gateway.notices(person)).containsExactly(Notice.Kind.POLICY_PROPOSED);
        }
        assertThat(inForce()).containsExactly("1");
        assertThat(gateway.audited(EventKind.POLICY_PROPOSED))
                .singleElement()
                .asString()
                .contains("\"told\":\"4\"");
    }

    @Test
    void people_of_a_suspended_participant_are_not_told() {
        gateway.inside.cut.suspend(HOST, "ocha", "made up").orThrow();
        proposed();
        assertThat(gateway.notices("nadia")).isEmpty();
    }

    @Test
    void only_a_coordinator_proposes() {
        Refusal refusal = refusal(acts().propose().propose(HOST, "ali", NARROWER, "a made-up change", When.USUAL));
        assertThat(refusal.code()).isEqualTo("not-a-coordinator");
    }

    @Test
    void an_unopposed_change_counts_from_the_very_end_of_its_window_and_the_older_version_ends_there() {
        proposed();
        at(WINDOW.minusMillis(1));
        assertThat(acts().decide().due()).isZero();
        assertThat(inForce()).containsExactly("1");
        at(WINDOW);
        assertThat(acts().decide().due()).isEqualTo(1);
        assertThat(inForce()).containsExactly("2");
        assertThat(acts().decide().due()).isZero();
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.POLICY_ACCEPTED);
        assertThat(acts().propose().all().getFirst().proposal().inForce()).contains(MovableClock.START.plus(WINDOW));
    }

    @Test
    void a_gateway_that_was_off_when_the_window_closed_lets_the_change_count_from_its_next_start() {
        proposed();
        at(Duration.ofDays(20));
        assertThat(inForce()).containsExactly("1");
        acts().decide().due();
        assertThat(inForce()).containsExactly("2");
        assertThat(acts().propose().all().getFirst().proposal().inForce())
                .contains(MovableClock.START.plus(Duration.ofDays(20)));
    }

    @Test
    void an_objection_is_taken_to_the_last_millisecond_of_the_window() {
        String id = proposed();
        at(WINDOW);
        assertThat(refusal(acts().propose().object(HOST, "ali", id, "too narrow"))
                        .code())
                .isEqualTo("window-closed");
        at(WINDOW.minusMillis(1));
        assertThat(acts().propose()
                        .object(HOST, "ali", id, "too narrow")
                        .orThrow()
                        .objections())
                .singleElement()
                .satisfies(o -> assertThat(o.participantId()).isEqualTo("org-a"));
        assertThat(gateway.notices("cora")).contains(Notice.Kind.POLICY_OBJECTED);
        assertThat(gateway.notices("nadia")).doesNotContain(Notice.Kind.POLICY_OBJECTED);
    }

    @Test
    void with_an_objection_the_group_decides_after_the_window_and_the_change_counts_seven_days_later() {
        String id = proposed();
        acts().propose().object(HOST, "ali", id, "too narrow").orThrow();
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("window-open");
        at(WINDOW.minusMillis(1));
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("window-open");
        at(WINDOW);
        assertThat(acts().decide().due()).isZero();
        assertThat(acts().propose().one(id).orThrow().awaitsDecision()).isTrue();
        assertThat(refusal(accept("cora", id)).code()).isEqualTo("own-proposal");
        assertThat(refusal(accept("ali", id)).code()).isEqualTo("not-a-coordinator");
        accept("carl", id).orThrow();
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("already-decided");
        at(WINDOW.plusDays(7).minusMillis(1));
        assertThat(inForce()).containsExactly("1");
        at(WINDOW.plusDays(7));
        assertThat(inForce()).containsExactly("2");
    }

    private Answer<ProposePolicy.Seen> accept(String person, String id) {
        return acts().decide().accept(HOST, person, id, "the group weighed it", Optional.empty());
    }

    @Test
    void the_group_may_shorten_the_seven_days_with_a_reason_but_not_reach_back() {
        String id = proposed();
        acts().propose().object(HOST, "ali", id, "too narrow").orThrow();
        at(WINDOW.plusDays(1));
        Instant earlier = MovableClock.START.plus(Duration.ofDays(3));
        Proposal decided = acts().decide()
                .accept(HOST, "carl", id, "people are at risk", Optional.of(new Proposal.Asked(earlier, "urgent")))
                .orThrow()
                .proposal();
        assertThat(decided.inForce()).contains(MovableClock.START.plus(WINDOW.plusDays(1)));
        assertThat(gateway.audited(EventKind.POLICY_ACCEPTED))
                .singleElement()
                .asString()
                .contains("urgent");
    }

    @Test
    void the_group_may_shorten_the_window_from_the_start_and_nothing_counts_before_it_closed() {
        Instant urgent = MovableClock.START.plus(Duration.ofDays(3));
        Proposal proposal = acts().propose()
                .propose(HOST, "cora", NARROWER, "urgent", asked(urgent, "people at risk"))
                .orThrow()
                .proposal();
        assertThat(proposal.windowEnds()).isEqualTo(urgent);
        at(Duration.ofDays(3).minusMillis(1));
        assertThat(acts().decide().due()).isZero();
        at(Duration.ofDays(3));
        assertThat(acts().decide().due()).isEqualTo(1);
        assertThat(inForce()).containsExactly("2");
    }

    @Test
    void a_later_day_leaves_the_window_as_it_is() {
        Instant later = MovableClock.START.plus(Duration.ofDays(30));
        acts().propose()
                .propose(HOST, "cora", NARROWER, "later", asked(later, "after the training"))
                .orThrow();
        at(WINDOW);
        assertThat(acts().decide().due()).isEqualTo(1);
        at(Duration.ofDays(30).minusMillis(1));
        assertThat(inForce()).containsExactly("1");
        at(Duration.ofDays(30));
        assertThat(inForce()).containsExactly("2");
    }

    @Test
    void an_adapted_change_starts_anew_and_the_old_text_stays_on_record() {
        String id = proposed();
        acts().propose().object(HOST, "ali", id, "too narrow").orThrow();
        at(Duration.ofDays(10));
        String text = SHIPPED.replace("version: \"1\"", "version: \"3\"");
        Proposal anew = acts().decide()
                .adapt(HOST, "cora", id, "as org-a asked", text)
                .orThrow()
                .proposal();
        assertThat(anew.adapts()).contains(id);
        assertThat(anew.windowEnds()).isEqualTo(MovableClock.START.plus(Duration.ofDays(24)));
        assertThat(acts().propose().one(id).orThrow().proposal().state()).isEqualTo(Proposal.State.ADAPTED);
        assertThat(acts().propose().one(id).orThrow().proposal().text()).isEqualTo(NARROWER);
        at(Duration.ofDays(24));
        acts().decide().due();
        assertThat(inForce()).containsExactly("3");
    }

    @Test
    void an_adapted_text_that_may_not_be_proposed_leaves_the_old_proposal_open() {
        String id = proposed();
        assertThat(refusal(acts().decide().adapt(HOST, "cora", id, "wider", WIDER.replace("\"2\"", "\"3\"")))
                        .code())
                .isEqualTo("assessment-needed");
        assertThat(acts().propose().one(id).orThrow().proposal().state()).isEqualTo(Proposal.State.OPEN);
    }

    @Test
    void a_rejected_change_never_counts() {
        String id = proposed();
        acts().decide().reject(HOST, "cora", id, "the group thought again").orThrow();
        at(WINDOW);
        assertThat(acts().decide().due()).isZero();
        assertThat(inForce()).containsExactly("1");
        assertThat(gateway.notices("ali")).contains(Notice.Kind.POLICY_DROPPED);
    }

    @Test
    void a_version_on_record_or_under_way_is_never_written_over() {
        assertThat(refusal(propose(SHIPPED)).code()).isEqualTo("version-taken");
        proposed();
        assertThat(refusal(propose(NARROWER)).code()).isEqualTo("version-proposed");
    }

    @Test
    void a_text_with_mistakes_is_refused_with_all_of_them() {
        Refusal refusal = refusal(propose("schema: sluice-protocol/1\nid: own\n"));
        assertThat(refusal.code()).isEqualTo("bad-protocol");
        assertThat(refusal.details()).hasSizeGreaterThan(2);
    }

    @Test
    void what_is_wider_than_its_template_waits_for_an_assessment_of_exactly_that() {
        Refusal refusal = refusal(propose(WIDER));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NEEDS);
        assertThat(refusal.details()).singleElement().asString().startsWith("channel strictly-confidential:");
        acts().assess().add(HOST, "cora", assessment(WIDER)).orThrow();
        assertThat(acts().assess().measure(WIDER).orThrow().uncovered()).isEmpty();
        assertThat(refusal(propose(WIDER.replace("longest-link: 4d", "longest-link: 5d")))
                        .code())
                .isEqualTo("assessment-needed");
        propose(WIDER).orThrow();
        assertThat(gateway.audited(EventKind.POLICY_ASSESSED)).hasSize(1);
    }

    private static AssessPolicy.Order assessment(String text) {
        return new AssessPolicy.Order(
                text,
                List.of(),
                "A made-up officer",
                LocalDate.of(2026, 3, 1),
                Optional.of(new AssessPolicy.Signed("dpia.pdf", DOCUMENT)),
                Optional.empty());
    }

    @Test
    void a_signed_assessment_is_kept_sealed_and_comes_back_after_the_sweep_and_under_a_newer_key() throws Exception {
        Assessment made = acts().assess().add(HOST, "cora", assessment(WIDER)).orThrow();
        assertThat(made.document()).contains(Sha256.hex(DOCUMENT));
        assertThat(made.file()).contains("dpia.pdf");
        gateway.clock.advance(Duration.ofDays(30));
        gateway.inside.sweep.sweep();
        gateway.inside.stewardship.rotate().rotate(HOST, Channel.CONFIDENTIAL).orThrow();
        assertThat(acts().assess().document(HOST, made.id()).orThrow()).isEqualTo(DOCUMENT);
        assertThat(gateway.audited(EventKind.POLICY_ASSESSMENT_READ)).hasSize(1);
        assertThat(refusal(acts().assess().document(HOST, "a-none")).code()).isEqualTo("unknown-assessment");
    }

    @Test
    void an_assessment_that_rests_on_a_note_has_no_document_and_one_that_is_no_pdf_is_refused() {
        AssessPolicy.Order note = new AssessPolicy.Order(
                WIDER,
                List.of(),
                "A made-up officer",
                LocalDate.of(2026, 3, 1),
                Optional.empty(),
                Optional.of("in the safe of the cluster"));
        Assessment made = acts().assess().add(HOST, "cora", note).orThrow();
        Refusal refusal = refusal(acts().assess().document(HOST, made.id()));
        assertThat(refusal.code()).isEqualTo("no-document");
        assertThat(refusal.message()).contains("in the safe of the cluster");
        for (String content : List.of("", "#!/bin/sh")) {
            AssessPolicy.Order wrong = new AssessPolicy.Order(
                    WIDER,
                    List.of(),
                    "A made-up officer",
                    LocalDate.of(2026, 3, 1),
                    Optional.of(new AssessPolicy.Signed("dpia.pdf", bytes(content))),
                    Optional.empty());
            assertThat(refusal(acts().assess().add(HOST, "cora", wrong)).code()).isEqualTo("bad-document");
        }
    }

    /** As wide as the first version, so wider than the narrower second one that is accepted while it waits. */
    private String overtaken() {
        at(LATER);
        proposed();
        at(LATER.plusDays(1));
        return propose(THIRD).orThrow().proposal().id();
    }

    @Test
    void what_became_wider_than_its_template_while_it_waited_is_not_accepted_without_an_assessment() {
        String id = overtaken();
        at(LATER.plus(WINDOW));
        assertThat(acts().decide().due()).isEqualTo(1);
        at(LATER.plus(WINDOW).plusDays(1));
        assertThat(acts().decide().due()).isZero();
        assertThat(acts().decide().due()).isZero();
        assertThat(inForce()).containsExactly("2");
        assertThat(gateway.notices("cora"))
                .filteredOn(Notice.Kind.POLICY_WAITING::equals)
                .hasSize(1);
        assertThat(gateway.notices("ali")).doesNotContain(Notice.Kind.POLICY_WAITING);
        assertThat(gateway.audited(EventKind.POLICY_WAITING))
                .singleElement()
                .asString()
                .contains("cell sector-work-plans:ocha-imos");
        assertThat(acts().propose().one(id).orThrow().proposal().state()).isEqualTo(Proposal.State.OPEN);
        acts().assess()
                .add(HOST, "cora", assessment(THIRD.replace("longest-link: 3d", "longest-link: 2d")))
                .orThrow();
        assertThat(acts().decide().due())
                .as("the parts that were assessed are as wide as that")
                .isEqualTo(1);
        assertThat(inForce()).containsExactly("3");
    }

    @Test
    void an_assessment_of_another_text_does_not_let_it_through() {
        overtaken();
        at(LATER.plus(WINDOW));
        acts().decide().due();
        at(LATER.plus(WINDOW).plusDays(1));
        acts().assess().add(HOST, "cora", assessment(WIDER_THAN_SECOND)).orThrow();
        assertThat(acts().decide().due()).isZero();
        assertThat(inForce()).containsExactly("2");
    }

    @Test
    void the_group_can_t_let_stand_what_became_wider_without_an_assessment() {
        String id = overtaken();
        acts().propose().object(HOST, "ali", id, "too wide").orThrow();
        at(LATER.plus(WINDOW));
        acts().decide().due();
        at(LATER.plus(WINDOW).plusDays(1));
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("assessment-needed");
        assertThat(acts().propose().one(id).orThrow().proposal().state()).isEqualTo(Proposal.State.OPEN);
    }

    @Test
    void the_group_may_take_objections_for_longer_and_nothing_counts_before_that_is_over() {
        Instant until = MovableClock.START.plus(Duration.ofDays(30));
        When longer = new When(
                Optional.of(new Proposal.Asked(MovableClock.START.plus(Duration.ofDays(3)), "made up")),
                Optional.of(until));
        Proposal proposal = acts().propose()
                .propose(HOST, "cora", NARROWER, "a made-up change", longer)
                .orThrow()
                .proposal();
        assertThat(proposal.windowEnds()).isEqualTo(until);
        at(Duration.ofDays(30).minusMillis(1));
        assertThat(acts().decide().due()).isZero();
        acts().propose().object(HOST, "ali", proposal.id(), "too narrow").orThrow();
        acts().decide().reject(HOST, "cora", proposal.id(), "made up").orThrow();
        assertThat(proposal.unopposedFrom()).isEqualTo(until);
    }

    @Test
    void a_longer_window_is_longer_than_the_usual_one_to_the_millisecond() {
        Instant usual = MovableClock.START.plus(WINDOW);
        When same = new When(Optional.empty(), Optional.of(usual));
        assertThat(refusal(acts().propose().propose(HOST, "cora", NARROWER, "made up", same))
                        .code())
                .isEqualTo("not-longer");
        When longer = new When(Optional.empty(), Optional.of(usual.plusMillis(1)));
        assertThat(acts().propose()
                        .propose(HOST, "cora", NARROWER, "made up", longer)
                        .orThrow()
                        .proposal()
                        .windowEnds())
                .isEqualTo(usual.plusMillis(1));
    }

    @Test
    void an_open_window_can_be_made_longer_until_its_last_millisecond_and_everybody_is_told() {
        String id = proposed();
        Instant until = MovableClock.START.plus(Duration.ofDays(21));
        assertThat(refusal(acts().propose().extend(HOST, "ali", id, until, "holidays"))
                        .code())
                .isEqualTo("not-a-coordinator");
        assertThat(refusal(acts().propose().extend(HOST, "cora", id, MovableClock.START.plus(WINDOW), "holidays"))
                        .code())
                .isEqualTo("not-longer");
        at(WINDOW.minusMillis(1));
        assertThat(acts().propose()
                        .extend(HOST, "cora", id, until, "holidays")
                        .orThrow()
                        .proposal()
                        .windowEnds())
                .isEqualTo(until);
        assertThat(gateway.notices("ali")).contains(Notice.Kind.POLICY_WINDOW_EXTENDED);
        at(WINDOW);
        assertThat(acts().decide().due()).isZero();
        acts().propose().object(HOST, "ali", id, "too narrow").orThrow();
        at(Duration.ofDays(21).minusMillis(1));
        assertThat(refusal(accept("carl", id)).code()).isEqualTo("window-open");
        at(Duration.ofDays(21));
        accept("carl", id).orThrow();
        at(Duration.ofDays(28).minusMillis(1));
        assertThat(inForce()).containsExactly("1");
        at(Duration.ofDays(28));
        assertThat(inForce()).containsExactly("2");
    }

    @Test
    void a_closed_window_stays_closed() {
        String id = proposed();
        at(WINDOW);
        assertThat(refusal(acts().propose()
                                .extend(HOST, "cora", id, MovableClock.START.plus(Duration.ofDays(30)), "late"))
                        .code())
                .isEqualTo("window-closed");
    }

    @Test
    void an_assessment_rests_on_a_document_or_a_note_and_on_something_that_is_wider() {
        AssessPolicy.Order bare = new AssessPolicy.Order(
                WIDER, List.of(), "A made-up officer", LocalDate.of(2026, 3, 1), Optional.empty(), Optional.empty());
        assertThat(refusal(acts().assess().add(HOST, "cora", bare)).code()).isEqualTo("no-document");
        assertThat(refusal(acts().assess().add(HOST, "cora", assessment(NARROWER)))
                        .code())
                .isEqualTo("not-wider");
        AssessPolicy.Order tomorrow = new AssessPolicy.Order(
                WIDER,
                List.of(),
                "A made-up officer",
                LocalDate.of(2026, 3, 3),
                Optional.empty(),
                Optional.of("in the safe"));
        assertThat(refusal(acts().assess().add(HOST, "cora", tomorrow)).code()).isEqualTo("bad-date");
    }

    private Deposit plan() {
        Deposit plan = gateway.deposit("ali", Channel.RESTRICTED, "sector-work-plans", "p.txt", bytes("x"));
        return gateway.label(
                plan.id(), "organizations=none", "location=district", "population=aggregated", "persons=none");
    }

    @Test
    void a_comparison_names_the_live_links_that_would_end() {
        Deposit plan = plan();
        gateway.release("ali", plan.id(), "desk").orThrow();
        ComparePolicy.Compared compared = acts().compare()
                .compare(ID, Optional.empty(), NARROWER, Optional.empty())
                .orThrow();
        assertThat(compared.looked()).isEqualTo(1);
        assertThat(compared.endings()).singleElement().satisfies(ending -> {
            assertThat(ending.recipient()).isEqualTo("desk");
            assertThat(ending.depositId()).isEqualTo(plan.id());
            assertThat(ending.link()).isPresent();
            assertThat(ending.under()).isInstanceOf(Decision.Refuse.class);
        });
        assertThat(compared.diff().differences().stream().map(d -> d.key()))
                .contains("cell sector-work-plans:ocha-imos");
        assertThat(acts().compare()
                        .compare(ID, Optional.of("1"), WIDER, Optional.empty())
                        .orThrow()
                        .endings())
                .isEmpty();
        gateway.clock.advance(Duration.ofDays(90));
        assertThat(acts().compare()
                        .compare(ID, Optional.empty(), NARROWER, Optional.empty())
                        .orThrow()
                        .looked())
                .isZero();
    }

    @Test
    void decisions_name_the_version_that_counted() {
        Deposit plan = plan();
        proposed();
        assertThat(decision(plan).protocols()).isEqualTo("turkey-cross-border 1");
        assertThat(decision(plan)).isInstanceOf(Decision.Permit.class);
        at(WINDOW);
        acts().decide().due();
        assertThat(decision(plan).protocols()).isEqualTo("turkey-cross-border 2");
        assertThat(decision(plan)).isInstanceOf(Decision.Refuse.class);
    }

    private Decision decision(Deposit deposit) {
        return gateway.inside.ledger.read(
                sql -> gateway.inside.rules.decide(sql, deposit, "ocha-imos", gateway.clock.instant()));
    }

    @Test
    void an_explanation_says_for_every_audience_what_would_have_to_change() {
        Deposit deposit = gateway.assessment("ali", "a.txt", bytes("x"));
        ExplainDeposit.Explained explained =
                acts().explain().explain(deposit.id(), Optional.empty()).orThrow();
        assertThat(explained.audiences()).hasSizeGreaterThan(4);
        assertThat(explained.audiences())
                .filteredOn(e -> e.decision().audience().equals("ocha-imos"))
                .singleElement()
                .satisfies(e -> assertThat(e.remedies())
                        .extracting(Remedy::target)
                        .containsExactly(Optional.of("consent-of-organisation")));
        assertThat(refusal(acts().explain().explain("d-none", Optional.empty())).kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);
    }

    @Test
    void the_coordinators_are_reminded_of_a_review_when_it_falls_due_and_each_month_after() {
        // The data directory was made by the host's own clock, so that is when the shipped version began here.
        gateway.clock.set(acts().review().standing().getFirst().due().minusMillis(1));
        assertThat(acts().review().due()).isZero();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(acts().review().due()).isEqualTo(1);
        assertThat(acts().review().due()).isZero();
        assertThat(gateway.notices("cora")).containsExactly(Notice.Kind.POLICY_REVIEW_DUE);
        assertThat(gateway.notices("ali")).isEmpty();
        gateway.clock.advance(Duration.ofDays(31));
        assertThat(acts().review().due()).isEqualTo(1);
        acts().review().reviewed(HOST, "cora", ID, "looked through with all").orThrow();
        gateway.clock.advance(Duration.ofDays(31));
        assertThat(acts().review().due()).isZero();
        assertThat(refusal(acts().review().reviewed(HOST, "ali", ID, "x")).code())
                .isEqualTo("not-a-coordinator");
    }
}
