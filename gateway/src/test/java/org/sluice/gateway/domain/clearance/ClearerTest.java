package org.sluice.gateway.domain.clearance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;

/** Who may clear, and when a checklist is answered. */
final class ClearerTest {
    @ParameterizedTest
    @CsvSource({
        "RELEASER,    own,   true,  true",
        "COORDINATOR, own,   true,  true",
        "DEPOSITOR,   own,   false, false",
        "COORDINATOR, other, false, true",
        "COORDINATOR, other, true,  false",
        "RELEASER,    other, false, false",
    })
    void the_owners_releasers_and_coordinators_and_of_others_coordinators_for_what_is_not_personal(
            Role role, String owner, boolean personal, boolean may) {
        Person person = new Person("cora", "own", "Made up", "c@example.org", "en", Set.of(role));
        assertThat(Clearer.barred(person, Optional.of(owner), personal).isEmpty())
                .isEqualTo(may);
    }

    @Test
    void a_whole_type_has_no_owner_so_a_coordinator_clears_it_and_the_refusal_says_who_could() {
        Person releaser = new Person("rita", "own", "Made up", "r@example.org", "en", Set.of(Role.RELEASER));
        assertThat(Clearer.barred(releaser, Optional.empty(), false)
                        .orElseThrow()
                        .message())
                .isEqualTo("rita can't clear this: it takes a releaser or coordinator, or a coordinator.");
        assertThat(Clearer.barred(releaser, Optional.of("org-b"), true)
                        .orElseThrow()
                        .message())
                .isEqualTo("rita can't clear this: it takes a releaser or coordinator of org-b, as personal data never"
                        + " goes via others.");
    }

    @Test
    void a_checklist_is_open_while_any_line_is_blank() {
        assertThat(new Clearance.Checklist("r", "m", "a", "p").open()).isFalse();
        assertThat(new Clearance.Checklist(" ", "m", "a", "p").open()).isTrue();
        assertThat(new Clearance.Checklist("r", " ", "a", "p").open()).isTrue();
        assertThat(new Clearance.Checklist("r", "m", " ", "p").open()).isTrue();
        assertThat(new Clearance.Checklist("r", "m", "a", " ").open()).isTrue();
    }

    @Test
    void every_kind_and_reason_reads_back_from_its_word() {
        for (Clearance.Kind kind : Clearance.Kind.values()) {
            assertThat(Clearance.Kind.of(kind.word())).isEqualTo(kind);
        }
        assertThat(Clearance.Kind.VITAL_INTERESTS.word()).isEqualTo("vital-interests");
        assertThatThrownBy(() -> Clearance.Kind.of("song")).isInstanceOf(IllegalStateException.class);
        for (ExceptionGrant.Reason reason : ExceptionGrant.Reason.values()) {
            assertThat(ExceptionGrant.Reason.of(reason.word())).contains(reason);
        }
        assertThat(ExceptionGrant.Reason.words()).startsWith("safety-of-staff").hasSize(5);
        assertThat(ExceptionGrant.Reason.of("boredom")).isEmpty();
    }
}
