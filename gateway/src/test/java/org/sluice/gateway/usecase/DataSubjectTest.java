package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.domain.subject.SubjectTask;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** What data subjects ask, where their copies are, and what is done about it by when. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DataSubjectTest extends RequestCase {
    DataSubjectTest(TestDatabase kind) {
        super(kind);
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
}
