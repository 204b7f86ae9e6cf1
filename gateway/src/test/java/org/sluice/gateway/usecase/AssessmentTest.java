package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Sha256;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.Assessment;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.testkit.TestDatabase;

/** What is wider than its template waits for a signed assessment of exactly that. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AssessmentTest extends PolicyCase {
    AssessmentTest(TestDatabase kind) {
        super(kind);
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
}
