package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.domain.retention.RetentionRule.Clock;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** What somebody else still needs is destroyed by nobody, and what was kept a moment ago by no schema. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class HoldsTest {
    private static final byte[] CONTENT = bytes("a made-up assessment");

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private ReleaseMade made;
    private String deposit;

    HoldsTest(TestDatabase kind) {
        this.kind = kind;
    }

    /** ali of org-a has released a deposit to the desk, by a link. */
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("basma", "org-b", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        made = LinkSteps.released(gateway, "ali", "org-a", CONTENT, "desk");
        deposit = made.release().deposits().getFirst();
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void who_keeps_a_deposit_while_a_run_goes_on_keeps_it() {
        schema();
        Instant until = gateway.clock.instant().plus(Duration.ofDays(90));
        assertThat(listing(id -> steward()
                                .keep()
                                .review(HOST, "ali", id, "low by now", "not from this", until)
                                .orThrow())
                        .due())
                .isZero();
        assertThat(gateway.get(deposit).state()).isEqualTo(DepositState.DEPOSITED);
        gateway.clock.set(until.minus(KeepDeposits.TOLD_BEFORE));
        assertThat(steward().keep().due()).as("told again").isEqualTo(1);
        gateway.clock.set(until);
        assertThat(steward().keep().due()).isEqualTo(1);
        assertThat(gateway.get(deposit).state()).isEqualTo(DepositState.REMOVED);
    }

    @Test
    void a_line_of_the_schema_that_is_taken_back_while_a_run_goes_on_destroys_nothing() {
        schema();
        assertThat(listing(id -> steward().keep().unset(HOST, "cora", line()).orThrow())
                        .due())
                .isZero();
        assertThat(gateway.get(deposit).state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(gateway.audited(EventKind.DEPOSIT_DESTROYED)).isEmpty();
    }

    @Test
    void what_a_frozen_link_carried_stays_until_its_incident_is_over() {
        Incident incident = gateway.inside
                .incidents
                .notForMe(made.links().getFirst().link().id())
                .orThrow();
        assertThat(incident.deposits()).isEmpty();
        assertThat(destroying("cora").message()).contains(incident.id(), "sluice incident hold " + incident.id());
        schema();
        assertThat(steward().keep().due()).isZero();
        assertThat(gateway.get(deposit).state()).isEqualTo(DepositState.DEPOSITED);

        gateway.inside.incidents.hold(HOST, incident.id(), false, "looked into").orThrow();
        assertThat(steward().keep().due()).isEqualTo(1);
        assertThat(gateway.get(deposit).state()).isEqualTo(DepositState.REMOVED);
    }

    @Test
    void what_a_data_subject_asked_to_see_stays_until_the_answer_and_what_it_asked_to_delete_goes() {
        gateway.label(deposit, "case=C-17");
        asked(SubjectRequest.Kind.DELETION);
        ServeDataSubjects.Seen seen = asked(SubjectRequest.Kind.ACCESS);
        String request = seen.request().id();
        Refusal said = destroying("ali");
        assertThat(said.message()).contains("sluice subject close " + request).doesNotContain("C-17");
        assertThat(said.details()).hasSize(1);
        // Nor does another code set it free.
        gateway.label(deposit, "case=C-18");
        assertThat(destroying("ali").details()).isEqualTo(said.details());

        seen.tasks()
                .forEach(task -> gateway.inside
                        .subjects
                        .confirm(HOST, Optional.empty(), task.id(), "told what there is", false)
                        .orThrow());
        gateway.label(deposit, "case=C-17");
        gateway.inside.subjects.close(HOST, request, "told").orThrow();
        steward().destroy().destroy(HOST, "ali", deposit, "as was asked").orThrow();
    }

    @Test
    void what_a_transition_plan_hands_over_stays_until_its_line_ends() {
        gateway.inside
                .notice
                .withdrawOn(
                        HOST,
                        "org-a",
                        "project ends (made up)",
                        gateway.clock.instant().plus(Duration.ofDays(5)))
                .orThrow();
        String link = made.links().getFirst().link().id();
        for (Map.Entry<TransitionEntry.Kind, String> line : Map.of(
                        TransitionEntry.Kind.DEPOSIT, deposit,
                        TransitionEntry.Kind.RELEASE, made.release().id(),
                        TransitionEntry.Kind.LINK, link)
                .entrySet()) {
            TransitionEntry entry = proposed(line.getKey(), line.getValue(), "org-b");
            assertThat(destroying("cora").message()).contains("sluice participant plan drop " + entry.id());
            gateway.inside
                    .plan
                    .drop(HOST, Optional.of("cora"), entry.id(), "made up")
                    .orThrow();
        }
        steward().destroy().destroy(HOST, "cora", deposit, "no longer needed").orThrow();
    }

    @Test
    void what_a_leaver_only_wants_to_fetch_holds_its_owner_back_once_the_owner_agreed() {
        Deposit other = gateway.assessment("basma", "b.txt", CONTENT);
        gateway.release("basma", other.id(), "ali").orThrow();
        gateway.inside
                .notice
                .withdrawOn(
                        HOST,
                        "org-a",
                        "project ends (made up)",
                        gateway.clock.instant().plus(Duration.ofDays(5)))
                .orThrow();
        TransitionEntry entry = proposed(TransitionEntry.Kind.FETCH, other.id(), "org-b");
        assertThat(held(other.id())).isEmpty();
        gateway.inside
                .plan
                .acknowledge(HOST, Optional.of("basma"), "org-a", Optional.empty())
                .orThrow();
        assertThat(held(other.id())).singleElement().asString().contains(entry.id(), "fetch");
    }

    @Test
    void while_an_incident_freezes_it_its_label_only_becomes_stricter() {
        Incident incident = gateway.inside
                .incidents
                .notForMe(made.links().getFirst().link().id())
                .orThrow();
        for (Map<String, String> laxer : List.of(
                Map.of("channel", "restricted", "persons", "none", "organizations", "none"),
                Map.of("location", "national"))) {
            assertThat(refusal(gateway.inside.label.label(HOST, deposit, laxer)).code())
                    .isEqualTo("on-hold");
        }
        gateway.label(deposit, "share-with=ocha-imos", "location=exact");
        assertThat(refusal(gateway.inside.label.label(HOST, deposit, Map.of("share-with", "ocha-imos,members")))
                        .code())
                .isEqualTo("on-hold");
        gateway.inside.incidents.hold(HOST, incident.id(), false, "looked into").orThrow();
        gateway.label(deposit, "location=national");
    }

    private Stewardship steward() {
        return gateway.inside.stewardship;
    }

    /** A run whose list is made, and then something happens to each line of it before the first is carried out. */
    private KeepDeposits listing(java.util.function.Consumer<String> meanwhile) {
        return new KeepDeposits(
                gateway.inside.ledger,
                gateway.inside.rules,
                (sql, id) -> {
                    meanwhile.accept(id);
                    return List.of();
                },
                steward().destroy());
    }

    private void schema() {
        steward().keep().set(HOST, "cora", line()).orThrow();
        gateway.clock.advance(Duration.ofDays(30).minus(KeepDeposits.TOLD_BEFORE));
        assertThat(steward().keep().due()).as("its owner is told").isEqualTo(1);
        gateway.clock.advance(KeepDeposits.TOLD_BEFORE);
    }

    private static RetentionRule line() {
        return new RetentionRule(Clock.CONTENT, "*", "*", "*", Act.DESTROY, Optional.of(30), Optional.empty());
    }

    private Refusal destroying(String as) {
        Refusal refusal = refusal(steward().destroy().destroy(HOST, as, deposit, "made up"));
        assertThat(refusal.code()).isEqualTo("held");
        return refusal;
    }

    private List<String> held(String id) {
        return gateway.inside.ledger.read(sql -> new Holds().on(sql, id));
    }

    private ServeDataSubjects.Seen asked(SubjectRequest.Kind right) {
        return gateway.inside
                .subjects
                .open(HOST, Optional.of("ali"), right, "C-17", "what there is", Optional.empty())
                .orThrow();
    }

    private TransitionEntry proposed(TransitionEntry.Kind of, String subject, String to) {
        return gateway.inside
                .plan
                .propose(
                        HOST,
                        Optional.of("cora"),
                        new TransitionPlan.Order("org-a", of, subject, to, Optional.empty(), Optional.empty()))
                .orThrow();
    }
}
