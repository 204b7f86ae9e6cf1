package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.TestDatabase;

/** One recipient's way to a release: password, lock, expiry, claims, deliveries, receipt. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class LinkTest extends LinkCase {
    LinkTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_wrong_password_and_an_unknown_token_have_one_answer() {
        String unknown = LinkSteps.token(made).substring(1) + "A";
        assertThat(link.openWith("wrong-wrong-wrong")).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(gateway.inside.openLink.open(unknown, LinkSteps.password(made), LinkSteps.FROM))
                .isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(gateway.inside.openLink.open("", "", LinkSteps.FROM)).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(link.row().failures()).isEqualTo(1);
        gateway.inside.strangers.flush();
        assertThat(gateway.audited(EventKind.STRANGERS_REFUSED))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"count\":\"2\"");
    }

    @Test
    void the_right_password_opens_however_it_is_typed_and_forgets_the_failures() {
        link.openWith("wrong-wrong-wrong");
        String typed = " " + LinkSteps.password(made).replace("-", " ") + " ";
        assertThat(link.openWith(typed)).isInstanceOf(OpenLink.Opening.Opened.class);
        assertThat(link.row().failures()).isZero();
        assertThat(link.row().opened()).contains(gateway.clock.instant());
        assertThat(gateway.audited(EventKind.LINK_OPENED)).hasSize(1);
    }

    @Test
    void the_fifth_wrong_password_locks_for_a_minute_and_tells_the_releaser() {
        Instant start = gateway.clock.instant();
        for (int i = 0; i < 4; i++) {
            link.openWith("wrong-wrong-wrong");
        }
        assertThat(link.row().lockedUntil()).isEmpty();
        link.openWith("wrong-wrong-wrong");

        assertThat(link.row().lockedUntil()).contains(start.plusSeconds(60));
        assertThat(gateway.notices("ali")).containsExactly(Notice.Kind.LINK_LOCKED);
        assertThat(gateway.audited(EventKind.LINK_LOCKED)).hasSize(1);
        gateway.clock.set(start.plusSeconds(60).minusMillis(1));
        assertThat(ended(link.open())).isEqualTo("link-locked");
        // Guesses during a lock neither count nor lengthen it.
        assertThat(link.openWith("wrong-wrong-wrong")).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(link.row().failures()).isEqualTo(5);
        gateway.clock.set(start.plusSeconds(60));
        assertThat(link.open()).isInstanceOf(OpenLink.Opening.Opened.class);
    }

    @Test
    void each_further_failure_doubles_the_lock_up_to_an_hour() {
        Instant now = gateway.clock.instant();
        assertThat(OpenLink.lock(4, now)).isEmpty();
        List<Long> minutes = new ArrayList<>();
        for (int failures = 5; failures < 14; failures++) {
            minutes.add(Duration.between(now, OpenLink.lock(failures, now).orElseThrow())
                    .toMinutes());
        }
        assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        assertThat(OpenLink.lock(Integer.MAX_VALUE, now)).contains(now.plus(Duration.ofHours(1)));
    }

    @Test
    void a_lock_is_for_one_link_alone() {
        gateway.contact("desk-2", Optional.empty(), "ocha-imos");
        ReleaseMade two =
                gateway.release("ali", link.depositId, "desk", "desk-2").orThrow();
        LinkSteps first = LinkSteps.of(gateway.inside, two);
        LinkSteps second = first.reissued(two.links().get(1));
        for (int i = 0; i < 5; i++) {
            first.openWith("wrong-wrong-wrong");
        }
        assertThat(ended(first.open())).isEqualTo("link-locked");
        assertThat(second.open()).isInstanceOf(OpenLink.Opening.Opened.class);
        assertThat(second.openWith(two.links().getFirst().password().reveal())).isEqualTo(new OpenLink.Opening.Wrong());
    }

    @Test
    void a_link_expires_exactly_at_its_instant() {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        gateway.clock.set(made.release().expires().minusMillis(1));
        assertThat(link.open()).isInstanceOf(OpenLink.Opening.Opened.class);
        gateway.clock.set(made.release().expires());

        assertThat(ended(link.open())).isEqualTo("link-expired");
        assertThat(link.openWith("wrong-wrong-wrong")).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(codes(epochs)).containsOnly("link-expired");
    }

    @Test
    void a_revoked_link_says_so_to_the_right_password_only_and_cuts_what_runs() {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        AtomicInteger cuts = new AtomicInteger();
        FetchFile.Delivery running = gateway.inside
                .fetch
                .begin(link.linkId, epochs, link.depositId, 0, CONTENT.length, cuts::incrementAndGet)
                .orThrow();

        gateway.inside.links.revoke(HOST, link.linkId, "mistake").orThrow();
        gateway.inside.links.revoke(HOST, link.linkId, "mistake").orThrow();

        assertThat(running.stopped()).isTrue();
        assertThat(cuts).hasValue(1);
        running.close();
        assertThat(gateway.audited(EventKind.LINK_REVOKED)).hasSize(1);
        assertThat(ended(link.open())).isEqualTo("link-revoked");
        assertThat(link.openWith("wrong-wrong-wrong")).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(codes(epochs)).containsOnly("link-revoked");
        assertThat(refusal(gateway.inside.links.reissue(HOST, link.linkId)).code())
                .isEqualTo("link-closed");
    }

    @Test
    void a_reissued_link_has_new_secrets_and_ends_the_old_one() {
        Map<String, Long> epochs = link.epochs();
        ReleaseMade.HandOver again =
                gateway.inside.links.reissue(HOST, link.linkId).orThrow();
        LinkSteps fresh = link.reissued(again);

        assertThat(ended(link.open())).isEqualTo("link-reissued");
        assertThat(codes(epochs)).containsOnly("link-reissued");
        assertThat(fresh.openWith(LinkSteps.password(made))).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(fresh.open()).isInstanceOf(OpenLink.Opening.Opened.class);
        assertThat(fresh.row().expires()).isEqualTo(made.release().expires());
    }

    @Test
    void a_receipt_closes_the_link_and_a_reissue_undoes_it() {
        Map<String, Long> epochs = link.epochs();
        assertThat(refusal(gateway.inside.fetch.confirm(link.linkId, epochs)).code())
                .isEqualTo("nothing-delivered");
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        link.fetch(epochs, 0, CONTENT.length);
        assertThat(view(epochs).receiptOffered()).isTrue();
        gateway.inside.fetch.confirm(link.linkId, epochs).orThrow();

        assertThat(link.row().closing()).contains(Link.Closing.CONFIRMED);
        assertThat(ended(link.open())).isEqualTo("link-confirmed");
        assertThat(codes(epochs)).containsOnly("link-confirmed");
        LinkSteps fresh =
                link.reissued(gateway.inside.links.reissue(HOST, link.linkId).orThrow());
        Map<String, Long> again = fresh.epochs();
        Claims.claim(gateway.inside, fresh.linkId, again, link.depositId).orThrow();
        assertThat(fresh.fetch(again, 0, CONTENT.length)).isEqualTo(CONTENT);
    }

    @Test
    void no_row_of_a_link_without_password_can_exist_but_for_the_public_channel() {
        for (Channel channel : Channel.values()) {
            Link row = new Link(
                    "kwithout-" + channel.word(),
                    made.release().id(),
                    "desk",
                    "ocha-imos",
                    channel,
                    Optional.empty(),
                    gateway.clock.instant(),
                    made.release().expires(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            if (channel == Channel.PUBLIC) {
                add(row);
            } else {
                assertThatThrownBy(() -> add(row)).as(channel.word()).isInstanceOf(RuntimeException.class);
            }
        }
        assertThat(gateway.inside.ledger.read(Links::all)).hasSize(2);
    }
}
