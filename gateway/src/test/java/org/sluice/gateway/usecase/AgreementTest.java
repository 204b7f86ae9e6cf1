package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.request.ReleaseBasis;
import org.sluice.gateway.testkit.MovableClock;
import org.sluice.gateway.testkit.TestDatabase;

/** Agreements with third parties: what they cover and for how long, who speaks in them, and how their document rests. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AgreementTest extends ThirdPartyCase {
    AgreementTest(TestDatabase kind) {
        super(kind);
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
}
