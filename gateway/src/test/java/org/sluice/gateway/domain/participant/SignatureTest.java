package org.sluice.gateway.domain.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From which signature on a protocol is in force. */
final class SignatureTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Signature A = new Signature("relief-a", "dpisp", DAY.minusDays(30));
    private static final Signature B = new Signature("relief-b", "dpisp", DAY);

    @Test
    void it_is_in_force_from_the_day_of_the_second_signature_and_not_before() {
        assertThat(Signature.suffice(2, "dpisp", List.of(A, B), DAY)).isTrue();
        assertThat(Signature.suffice(2, "dpisp", List.of(A, B), DAY.minusDays(1)))
                .isFalse();
    }

    @Test
    void it_lapses_when_fewer_are_left() {
        assertThat(Signature.suffice(2, "dpisp", List.of(B), DAY)).isFalse();
    }

    @Test
    void one_participant_signing_twice_is_one() {
        assertThat(Signature.suffice(2, "dpisp", List.of(A, A), DAY)).isFalse();
    }

    @Test
    void a_signature_under_another_protocol_does_not_count() {
        assertThat(Signature.suffice(2, "dpisp", List.of(A, new Signature("relief-b", "other", DAY)), DAY))
                .isFalse();
    }

    @Test
    void a_protocol_that_asks_for_none_needs_none() {
        assertThat(Signature.suffice(0, "dpisp", List.of(), DAY)).isTrue();
    }
}
