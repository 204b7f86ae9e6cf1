package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.TestDatabase;

/** A withdrawal against what runs at the same moment, on this node and on others. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class WithdrawalRaceTest extends WithdrawalCase {
    WithdrawalRaceTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void no_login_upload_or_claim_gets_through_a_withdrawal_at_the_same_moment() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 12; round++) {
                String org = "race-" + round;
                gateway.participant(org, "members", "ocha-imos");
                gateway.person("p-" + round, org, Role.DEPOSITOR);
                gateway.contact("c-" + round, Optional.of(org), "ocha-imos");
                Visit visit = gateway.visit("p-" + round);
                Upload upload = begin(visit, "a.txt");
                upload.write(0, new byte[10], 0, 10).orThrow();
                LinkSteps to = LinkSteps.of(
                        gateway.inside,
                        gateway.release("ali", link.depositId, "c-" + round).orThrow());
                Map<String, Long> epochs = to.epochs();
                String person = "p-" + round;

                Future<Answer<Deposit>> commit = pool.submit(upload::complete);
                Future<Answer<LinkFile>> claim =
                        pool.submit(() -> Claims.claim(gateway.inside, to.linkId, epochs, to.depositId));
                Future<Answer<Visit>> login = pool.submit(() -> enter(gateway.inside, person, () -> {}));
                Future<Answer<CutReport>> cut = pool.submit(() -> gateway.inside.cut.withdrawNow(HOST, org, "made up"));

                cut.get().orThrow();
                // Whatever registered is cut, and whatever asks from now on is refused.
                assertThat(visit.isCut()).isTrue();
                if (login.get() instanceof Answer.Done<Visit> entered) {
                    assertThat(entered.value().isCut()).isTrue();
                }
                assertThat(gateway.inside.live.list(any -> any.participants().contains(org)))
                        .isEmpty();
                boolean committed = commit.get() instanceof Answer.Done<Deposit>;
                boolean claimed = claim.get() instanceof Answer.Done<LinkFile>;
                int end = position(EventKind.PARTICIPANT_WITHDRAWN, org);
                if (committed) {
                    assertThat(position(EventKind.DEPOSIT_COMPLETED, upload.depositId()))
                            .isLessThan(end);
                }
                if (claimed) {
                    assertThat(position(EventKind.LINK_CLAIMED, to.linkId)).isLessThan(end);
                }
                assertThat(refusal(Claims.claim(gateway.inside, to.linkId, epochs, to.depositId))
                                .code())
                        .isEqualTo("link-revoked");
                assertThat(enter(gateway.inside, person, () -> {})).isInstanceOf(Answer.Refused.class);
            }
        }
    }

    @Test
    void a_withdrawal_on_one_node_ends_what_runs_on_another() {
        if (kind == TestDatabase.SQLITE) {
            // One file has one gateway.
            return;
        }
        try (Wiring other = gateway.another()) {
            AtomicInteger cuts = new AtomicInteger();
            Visit ali = enter(other, "ali", cuts::incrementAndGet).orThrow();
            LinkSteps there = link.at(other);
            Map<String, Long> epochs = there.epochs();
            Claims.claim(other, link.linkId, epochs, link.depositId).orThrow();
            FetchFile.Delivery running = other.fetch
                    .begin(link.linkId, epochs, link.depositId, 0, CONTENT.length, () -> {})
                    .orThrow();
            other.cut.sweep();
            assertThat(ali.isCut()).isFalse();
            assertThat(running.stopped()).isFalse();

            gateway.inside.cut.withdrawNow(HOST, "org-a", "left").orThrow();
            // Every new act is refused at once; what runs ends at the other node's next look.
            assertThat(refusal(Claims.claim(other, link.linkId, epochs, link.depositId))
                            .code())
                    .isEqualTo("link-revoked");
            assertThat(enter(other, "ali", () -> {})).isInstanceOf(Answer.Refused.class);
            other.cut.sweep();
            assertThat(ali.isCut()).isTrue();
            assertThat(cuts).hasValue(1);
            assertThat(running.stopped()).isTrue();
            running.close();
            assertThat(other.live.count()).isZero();
        }
    }

    @Test
    void a_node_that_can_no_longer_tell_cuts_everything() {
        Visit ali = gateway.visit("ali");
        Visit nadia = gateway.visit("nadia");
        gateway.inside.cut.cutAll();
        assertThat(ali.isCut()).isTrue();
        assertThat(nadia.isCut()).isTrue();
        assertThat(gateway.inside.live.count()).isZero();
        assertThat(gateway.visit("ali").isCut()).isFalse();
    }
}
