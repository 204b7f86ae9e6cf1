package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.fingerprint;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Whoever is suspended or withdraws loses every access at once, whichever way it came in; and nothing is destroyed. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class WithdrawalTest extends WithdrawalCase {
    WithdrawalTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_suspended_participants_people_are_out_wherever_they_were() throws IOException {
        AtomicInteger cuts = new AtomicInteger();
        Visit ali = enter(gateway.inside, "ali", cuts::incrementAndGet).orThrow();
        Upload running = begin(ali, "running.txt");
        running.write(0, new byte[70_000], 0, 70_000).orThrow();
        Upload ready = begin(ali, "ready.txt");
        ready.write(0, new byte[10], 0, 10).orThrow();
        Deposit own = gateway.get(link.depositId);
        SeekableByteChannel reading = gateway.inside.own.read(ali, own).orThrow();
        assertThat(reading.read(ByteBuffer.allocate(100))).isEqualTo(100);

        CutReport report =
                gateway.inside.cut.suspend(HOST, "org-a", "audit (made up)").orThrow();

        assertThat(cuts).hasValue(1);
        assertThat(ali.isCut()).isTrue();
        assertThat(report.running()).anyMatch(line -> line.contains("log-in of ali"));
        assertThat(report.linksIssued()).containsExactly(link.linkId);
        assertThat(report.keys()).containsExactly(fingerprint("ali"));
        assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali"))))
                .isFalse();
        assertThat(refusal(enter(gateway.inside, "ali", () -> {})).code()).isEqualTo("participant-suspended");
        assertThat(refusal(running.write(70_000, new byte[1], 0, 1)).code()).isEqualTo("session-ended");
        assertThat(refusal(ready.complete()).code()).isEqualTo("session-ended");
        assertThat(refusal(gateway.inside.receive.begin(ali, Channel.CONFIDENTIAL, TYPE, "new.txt", true))
                        .code())
                .isEqualTo("session-ended");
        assertThat(refusal(gateway.inside.own.read(ali, own)).code()).isEqualTo("session-ended");
        assertThat(refusal(gateway.inside.own.remove(ali, own)).code()).isEqualTo("session-ended");
        assertThatThrownBy(() -> reading.read(ByteBuffer.allocate(100))).isInstanceOf(IOException.class);
        assertThat(gateway.inside.live.count()).isZero();
        assertThat(refusal(gateway.inside.facts.add(
                                HOST, "host", "consent-of-organisation", own.id(), "org-a", Optional.empty()))
                        .code())
                .isEqualTo("participant-suspended");
        assertThat(refusal(gateway.release("ali", own.id(), "desk")).code()).isEqualTo("participant-suspended");
        // What it left behind can still be protected.
        gateway.inside.label.label(HOST, own.id(), Map.of("persons", "none")).orThrow();
        assertThat(refusal(gateway.inside.links.reissue(HOST, link.linkId)).code())
                .isEqualTo("participant-suspended");
    }

    @Test
    void links_end_with_their_issuer_and_with_their_recipient() {
        for (String side : List.of("org-a", "ocha")) {
            Map<String, Long> epochs = link.epochs();
            Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
            AtomicInteger cuts = new AtomicInteger();
            FetchFile.Delivery running = gateway.inside
                    .fetch
                    .begin(link.linkId, epochs, link.depositId, 0, CONTENT.length, cuts::incrementAndGet)
                    .orThrow();

            CutReport report = gateway.inside.cut.suspend(HOST, side, "made up").orThrow();

            assertThat(report.running()).as(side).anyMatch(line -> line.contains("download of " + link.depositId));
            assertThat(running.stopped()).isTrue();
            assertThat(cuts).hasValue(1);
            running.close();
            assertThat(link.open()).isInstanceOf(OpenLink.Opening.Ended.class);
            assertThat(link.openWith("wrong-wrong")).isEqualTo(new OpenLink.Opening.Wrong());
            assertThat(codes(epochs)).containsOnly("link-revoked");

            gateway.inside.cut.resume(HOST, side).orThrow();
            // The old cookie stays void; the link and its password work again, and so does the open claim.
            assertThat(codes(epochs)).containsOnly("session-over");
            assertThat(link.fetch(link.epochs(), 0, 100)).hasSize(100);
            assertThat(link.file().claims()).isEqualTo(1);
        }
    }

    @Test
    void an_inbox_ends_with_its_reader_and_with_its_sender() throws IOException {
        for (String side : List.of("org-a", "ocha")) {
            Visit nadia = gateway.visit("nadia");
            Inbox.Item item = gateway.inside.inbox.items(nadia).getFirst();
            SeekableByteChannel reading =
                    gateway.inside.inbox.read(nadia, item, () -> {}).orThrow();
            assertThat(reading.read(ByteBuffer.allocate(100))).isEqualTo(100);

            CutReport report = gateway.inside.cut.suspend(HOST, side, "made up").orThrow();

            assertThat(report.inboxes()).containsExactly(made.release().id());
            assertThatThrownBy(() -> reading.read(ByteBuffer.allocate(100))).isInstanceOf(IOException.class);
            reading.close();
            assertThat(gateway.inside.inbox.items(nadia)).isEmpty();
            assertThat(gateway.inside.inbox.read(nadia, item, () -> {})).isInstanceOf(Answer.Refused.class);
            gateway.inside.cut.resume(HOST, side).orThrow();
            assertThat(gateway.inside.inbox.items(gateway.visit("nadia"))).hasSize(1);
        }
        assertThat(gateway.audited(EventKind.INBOX_READ_ENDED)).hasSize(2).allMatch(line -> line.contains("100"));
    }

    @Test
    void a_suspension_destroys_nothing_and_a_repeat_is_no_error() {
        Visit ali = gateway.visit("ali");
        Upload running = begin(ali, "running.txt");
        byte[] content = new byte[70_000];
        running.write(0, content, 0, content.length).orThrow();
        gateway.inside.cut.suspend(HOST, "org-a", "made up").orThrow();
        assertThat(gateway.inside.cut.suspend(HOST, "org-a", "again").orThrow().changed())
                .isFalse();
        running.abandon();
        gateway.inside.cut.resume(HOST, "org-a").orThrow();
        gateway.inside.cut.resume(HOST, "org-a").orThrow();

        assertThat(gateway.audited(EventKind.PARTICIPANT_SUSPENDED)).hasSize(1);
        assertThat(gateway.audited(EventKind.PARTICIPANT_RESUMED)).hasSize(1);
        assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali"))))
                .isTrue();
        Visit again = gateway.visit("ali");
        assertThat(GatewayFixture.read(gateway.inside
                        .own
                        .read(again, gateway.get(link.depositId))
                        .orThrow()))
                .isEqualTo(CONTENT);
        Upload more = gateway.inside
                .receive
                .begin(again, Channel.CONFIDENTIAL, TYPE, "running.txt", false)
                .orThrow();
        assertThat(more.size()).isEqualTo(65_536);
        more.write(65_536, content, 65_536, content.length - 65_536).orThrow();
        assertThat(more.complete().orThrow().size()).isEqualTo(content.length);
    }

    @Test
    void a_withdrawal_closes_links_for_good_and_says_what_had_left_and_to_whom() {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        link.fetch(epochs, 0, CONTENT.length);

        CutReport report = gateway.inside.cut.withdrawNow(HOST, "org-a", "left").orThrow();

        assertThat(report.status()).isEqualTo(Status.WITHDRAWN);
        assertThat(report.alreadyLeft()).hasSize(1).first().satisfies(left -> {
            assertThat(left.recipientId()).isEqualTo("desk");
            assertThat(left.whole()).isTrue();
            assertThat(left.owner()).isEqualTo("org-a");
        });
        assertThat(link.row().closing()).contains(Link.Closing.WITHDRAWN);
        assertThat(refusal(gateway.inside.cut.resume(HOST, "org-a")).code()).isEqualTo("participant-withdrawn");
        assertThat(refusal(gateway.inside.cut.suspend(HOST, "org-a", "x")).code())
                .isEqualTo("participant-withdrawn");
        assertThat(gateway.inside
                        .cut
                        .withdrawNow(HOST, "org-a", "again")
                        .orThrow()
                        .changed())
                .isFalse();
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWN))
                .hasSize(1)
                .first()
                .asString()
                .contains(link.linkId, "\"already_left\":\"1\"");
        assertThat(gateway.get(link.depositId).state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(refusal(gateway.inside.cut.withdrawNow(HOST, "nobody", "x")).kind())
                .isEqualTo(org.sluice.gateway.domain.Refusal.Kind.UNKNOWN);
    }

    @Test
    void an_announced_withdrawal_counts_from_its_very_instant() {
        Instant effective = gateway.clock.instant().plus(Duration.ofDays(1));
        Map<String, Long> epochs = link.epochs();
        gateway.inside.cut.withdrawOn(HOST, "org-a", "left", effective).orThrow();
        assertThat(gateway.inside
                        .cut
                        .withdrawOn(HOST, "org-a", "left", effective)
                        .orThrow()
                        .changed())
                .isFalse();
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWING)).hasSize(1);

        gateway.clock.set(effective.minusMillis(1));
        // It acts as before: not even a cookie from before the announcement is void.
        gateway.inside.viewLink.view(link.linkId, epochs).orThrow();
        Visit ali = gateway.visit("ali");
        assertThat(gateway.inside.cut.due()).isEmpty();
        gateway.inside.cut.sweep();
        assertThat(ali.isCut()).isFalse();

        gateway.clock.set(effective);
        assertThat(codes(epochs)).containsOnly("link-revoked");
        assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali"))))
                .isFalse();
        gateway.inside.cut.sweep();
        assertThat(ali.isCut()).isTrue();
        assertThat(gateway.inside.cut.due()).containsExactly("org-a");
        assertThat(gateway.inside.cut.due()).isEmpty();
        assertThat(link.row().closing()).contains(Link.Closing.WITHDRAWN);
        assertThat(gateway.audited(EventKind.PARTICIPANT_WITHDRAWN)).hasSize(1);
    }

    @Test
    void a_suspension_of_who_has_announced_to_leave_keeps_the_date() {
        Instant effective = gateway.clock.instant().plus(Duration.ofDays(1));
        gateway.inside.cut.withdrawOn(HOST, "org-a", "left", effective).orThrow();
        gateway.inside.cut.suspend(HOST, "org-a", "made up").orThrow();
        assertThat(refusal(gateway.inside.cut.withdrawOn(HOST, "org-a", "x", effective.plusSeconds(1)))
                        .code())
                .isEqualTo("participant-suspended");
        gateway.clock.set(effective);
        assertThat(gateway.inside.cut.resume(HOST, "org-a").orThrow().status()).isEqualTo(Status.WITHDRAWING);
        assertThat(gateway.inside.logIn.mayTry(GatewayFixture.knock("ali", GatewayFixture.fingerprint("ali"))))
                .isFalse();
        assertThat(gateway.inside.cut.due()).containsExactly("org-a");
    }
}
