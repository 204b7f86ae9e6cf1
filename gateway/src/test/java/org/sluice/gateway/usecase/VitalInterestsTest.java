package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.testkit.TestDatabase;

/** Referrals at night and lives in danger: what goes at once, and the look that follows. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class VitalInterestsTest extends ClearanceCase {
    VitalInterestsTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_referral_at_night_goes_under_its_pathway_and_to_nobody_else() {
        Deposit referral = referral();
        assertThat(refusal(gateway.release("ali", referral.id(), "clinic")).code())
                .isEqualTo("approval-needed");
        Instant end = gateway.clock.instant().plus(Duration.ofDays(100));
        Clearance pathway = standing(
                        "sami", "referral", "providers", Optional.of("org-a"), Optional.of("clinic"), Optional.of(end))
                .orThrow();
        approve("rana", pathway).orThrow();
        assertThat(refusal(gateway.release("ali", referral.id(), "clinic")).code())
                .isEqualTo("contact-unconfirmed");
        gateway.vouch("org-a", "sami", "clinic");
        assertThat(gateway.release("ali", referral.id(), "clinic").orThrow().links())
                .hasSize(1);
        assertThat(refusal(gateway.release("ali", referral.id(), "other-clinic"))
                        .code())
                .isEqualTo("approval-needed");
    }

    @Test
    void a_life_in_danger_waits_for_no_confirmation_of_the_contact_until_the_review_closes_it() {
        Deposit referral = referral();
        Clearance vital = vital("ali", referral, "clinic").orThrow();
        gateway.release("ali", referral.id(), "clinic").orThrow();
        assertThat(refusal(gateway.release("ali", referral.id(), "other-clinic"))
                        .code())
                .isEqualTo("approval-needed");
        gateway.label(referral.id(), "period=2026-03");
        assertThat(refusal(gateway.release("ali", referral.id(), "clinic")).details())
                .as("another label is another case")
                .anyMatch(words -> words.contains("sluice contact confirm clinic"));
        review("rana", vital, false).orThrow();
        assertThat(refusal(gateway.release("ali", referral.id(), "clinic")).details())
                .anyMatch(words -> words.contains("sluice contact confirm clinic"));
    }

    @Test
    void vital_interests_go_at_once_and_close_after_72_hours_without_a_look() {
        Deposit referral = referral();
        Instant start = gateway.clock.instant();
        Clearance vital = vital("ali", referral).orThrow();
        gateway.release("ali", referral.id(), "nurse").orThrow();
        assertThat(gateway.notices("rana")).containsOnlyOnce(Notice.Kind.REVIEW_DUE);
        assertThat(refusal(review("ali", vital, true)).code()).isEqualTo("own-clearance");

        try (Visit nurse = gateway.visit("nurse")) {
            gateway.clock.set(start.plus(Duration.ofDays(2)).minusMillis(1));
            assertThat(gateway.inside.stewardship.clear().due()).isZero();
            gateway.clock.advance(Duration.ofMillis(1));
            assertThat(gateway.inside.stewardship.clear().due()).isEqualTo(1);
            assertThat(gateway.inside.stewardship.clear().due()).isZero();

            gateway.clock.set(start.plus(Duration.ofDays(3)).minusMillis(1));
            assertThat(gateway.inside.inbox.items(nurse)).hasSize(1);
            gateway.clock.advance(Duration.ofMillis(1));
            assertThat(gateway.inside.inbox.items(nurse)).isEmpty();
            assertThat(gateway.inside.stewardship.clear().due()).isEqualTo(1);
            assertThat(gateway.notices("rana")).contains(Notice.Kind.REVIEW_OVERDUE);
            assertThat(gateway.audited(EventKind.CLEARANCE_REVIEW_OVERDUE)).hasSize(1);

            review("rana", vital, true).orThrow();
            assertThat(gateway.inside.inbox.items(nurse)).hasSize(1);
            assertThat(gateway.notices("rana")).doesNotContain(Notice.Kind.REVIEW_OVERDUE, Notice.Kind.REVIEW_DUE);
        }
        assertThat(gateway.release("ali", referral.id(), "nurse")
                        .orThrow()
                        .release()
                        .recipients())
                .hasSize(1);
    }

    @Test
    void what_a_look_does_not_uphold_closes_at_once_and_only_a_flow_may_go_so() {
        Deposit referral = referral();
        Clearance vital = vital("ali", referral).orThrow();
        gateway.release("ali", referral.id(), "nurse").orThrow();
        review("rana", vital, false).orThrow();
        assertThat(refusal(gateway.release("ali", referral.id(), "nurse")).code())
                .isEqualTo("approval-needed");
        assertThat(refusal(review("rana", vital, true)).code()).isEqualTo("nothing-to-review");

        assertThat(refusal(gateway.inside
                                .stewardship
                                .clear()
                                .ask(
                                        HOST,
                                        "ali",
                                        new ClearDeposits.Asked(
                                                Clearance.Kind.VITAL_INTERESTS,
                                                strict().id(),
                                                "ocha-imos",
                                                Optional.empty(),
                                                Optional.of("desk"),
                                                CHECKLIST,
                                                Optional.empty())))
                        .code())
                .isEqualTo("not-a-flow");
    }
}
