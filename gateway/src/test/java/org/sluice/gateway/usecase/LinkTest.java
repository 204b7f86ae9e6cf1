package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** One recipient's way to a release: password, lock, expiry, claims, deliveries, receipt. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class LinkTest {
    private static final byte[] CONTENT = bytes("a made-up assessment ".repeat(10_000));

    private final TestDatabase kind;
    private GatewayFixture gateway;
    private ReleaseMade made;
    private LinkSteps link;

    LinkTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        made = LinkSteps.released(gateway, "ali", "org-a", CONTENT, "desk");
        link = LinkSteps.of(gateway.inside, made);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void a_wrong_password_and_an_unknown_token_have_one_answer() {
        String unknown = LinkSteps.token(made).substring(1) + "A";
        assertThat(link.openWith("wrong-wrong-wrong")).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(gateway.inside.openLink.open(unknown, LinkSteps.password(made), LinkSteps.NETWORK))
                .isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(gateway.inside.openLink.open("", "", LinkSteps.NETWORK)).isEqualTo(new OpenLink.Opening.Wrong());
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
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();
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
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();
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
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();
        link.fetch(epochs, 0, CONTENT.length);
        assertThat(view(epochs).receiptOffered()).isTrue();
        gateway.inside.fetch.confirm(link.linkId, epochs).orThrow();

        assertThat(link.row().closing()).contains(Link.Closing.CONFIRMED);
        assertThat(ended(link.open())).isEqualTo("link-confirmed");
        assertThat(codes(epochs)).containsOnly("link-confirmed");
        LinkSteps fresh =
                link.reissued(gateway.inside.links.reissue(HOST, link.linkId).orThrow());
        Map<String, Long> again = fresh.epochs();
        gateway.inside.fetch.claim(fresh.linkId, again, link.depositId).orThrow();
        assertThat(fresh.fetch(again, 0, CONTENT.length)).isEqualTo(CONTENT);
    }

    @Test
    void fifty_claims_at_once_count_as_one_and_a_used_up_link_gives_no_other() throws Exception {
        ReleaseMade once = gateway.inside
                .release
                .create(
                        HOST,
                        "ali",
                        new ReleaseOrder(
                                List.of(link.depositId),
                                List.of("desk"),
                                "made up",
                                Optional.empty(),
                                Optional.of(1),
                                Optional.of(Way.MAIL),
                                Optional.of(Way.PHONE)))
                .orThrow();
        LinkSteps single = LinkSteps.of(gateway.inside, once);
        Map<String, Long> epochs = single.epochs();

        List<Answer<LinkFile>> answers =
                atOnce(50, () -> gateway.inside.fetch.claim(single.linkId, epochs, single.depositId));

        assertThat(answers).allMatch(answer -> answer instanceof Answer.Done<LinkFile>);
        assertThat(gateway.audited(EventKind.LINK_CLAIMED)).hasSize(1);
        assertThat(single.file().claims()).isEqualTo(1);
        assertThat(single.fetch(epochs, 0, CONTENT.length)).isEqualTo(CONTENT);
        List<Answer<LinkFile>> after =
                atOnce(50, () -> gateway.inside.fetch.claim(single.linkId, epochs, single.depositId));
        assertThat(after).allMatch(answer -> refusal(answer).code().equals("no-downloads-left"));
        assertThat(single.file().claims()).isEqualTo(1);
        assertThat(gateway.audited(EventKind.LINK_CLAIM_REFUSED)).hasSize(50);
    }

    @Test
    void looking_counts_nothing_and_an_unclaimed_file_gives_no_byte() {
        Map<String, Long> epochs = link.epochs();
        view(epochs);
        view(epochs);
        assertThat(refusal(gateway.inside.fetch.look(link.linkId, epochs, link.depositId))
                        .code())
                .isEqualTo("not-claimed");
        assertThat(refusal(gateway.inside.fetch.begin(link.linkId, epochs, link.depositId, 0, 10, () -> {}))
                        .code())
                .isEqualTo("not-claimed");
        assertThat(link.file().claims()).isZero();
        assertThat(gateway.inside.live.list(any -> any.kind().equals("download")))
                .isEmpty();
    }

    @Test
    void a_delivery_is_complete_once_every_byte_left_in_order() {
        Map<String, Long> epochs = link.epochs();
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();

        link.fetch(epochs, 0, 1_000);
        assertThat(link.file().delivered()).isEqualTo(1_000);
        link.fetch(epochs, 2_000, CONTENT.length);
        assertThat(link.file().delivered()).isEqualTo(1_000);
        assertThat(link.file().open()).isTrue();
        assertThat(view(epochs).receiptOffered()).isFalse();
        // An open claim is not counted again.
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();
        assertThat(link.file().claims()).isEqualTo(1);

        byte[] rest = link.fetch(epochs, 900, CONTENT.length);
        assertThat(rest).isEqualTo(Arrays.copyOfRange(CONTENT, 900, CONTENT.length));
        assertThat(link.file().open()).isFalse();
        assertThat(link.file().completed()).contains(gateway.clock.instant());
        assertThat(view(epochs).receiptOffered()).isTrue();
        assertThat(gateway.audited(EventKind.LINK_DELIVERY_ENDED))
                .hasSize(3)
                .last()
                .asString()
                .contains("\"complete\":\"true\"");
    }

    @Test
    void a_stream_that_handed_over_less_than_was_asked_is_not_a_delivery() {
        Map<String, Long> epochs = link.epochs();
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();
        try (FetchFile.Delivery broken = gateway.inside
                .fetch
                .begin(link.linkId, epochs, link.depositId, 0, CONTENT.length, () -> {})
                .orThrow()) {
            broken.sent(CONTENT.length - 1);
        }
        assertThat(link.file().open()).isTrue();
        assertThat(link.file().completed()).isEmpty();
    }

    @Test
    void a_second_stream_of_a_file_stops_the_first() {
        Map<String, Long> epochs = link.epochs();
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();
        FetchFile.Delivery stalled = gateway.inside
                .fetch
                .begin(link.linkId, epochs, link.depositId, 0, CONTENT.length, () -> {})
                .orThrow();
        assertThat(link.fetch(epochs, 0, CONTENT.length)).isEqualTo(CONTENT);
        assertThat(stalled.stopped()).isTrue();
        stalled.close();
        assertThat(link.file().completed()).isPresent();
    }

    @Test
    void an_open_claim_survives_a_new_login_and_a_restart() {
        gateway.inside.fetch.claim(link.linkId, link.epochs(), link.depositId).orThrow();
        link.fetch(link.epochs(), 0, 1_000);
        gateway.inside.close();

        try (Wiring restarted = gateway.another()) {
            LinkSteps after = link.at(restarted);
            Map<String, Long> epochs = after.epochs();
            assertThat(after.fetch(epochs, 1_000, CONTENT.length))
                    .isEqualTo(Arrays.copyOfRange(CONTENT, 1_000, CONTENT.length));
            assertThat(after.file().completed()).isPresent();
            assertThat(after.file().claims()).isEqualTo(1);
        }
    }

    @Test
    void a_raised_label_counts_from_the_next_request_on() {
        Map<String, Long> epochs = link.epochs();
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();
        gateway.label(link.depositId, "channel=strictly-confidential");

        assertThat(view(epochs).files().getFirst().unavailable()).isPresent();
        assertThat(refusal(gateway.inside.fetch.look(link.linkId, epochs, link.depositId))
                        .code())
                .isEqualTo("no-longer-permitted");
        assertThat(refusal(gateway.inside.fetch.claim(link.linkId, epochs, link.depositId))
                        .code())
                .isEqualTo("no-longer-permitted");
        assertThat(refusal(gateway.inside.fetch.begin(link.linkId, epochs, link.depositId, 5, 10, () -> {}))
                        .code())
                .isEqualTo("no-longer-permitted");
        assertThat(refusal(gateway.inside.links.reissue(HOST, link.linkId)).code())
                .isEqualTo("channel-raised");
    }

    @Test
    void what_its_owner_narrows_later_counts_from_the_next_request_on() {
        Map<String, Long> epochs = link.epochs();
        gateway.inside.fetch.claim(link.linkId, epochs, link.depositId).orThrow();
        gateway.label(link.depositId, "share-with=members");

        assertThat(refusal(gateway.inside.fetch.begin(link.linkId, epochs, link.depositId, 5, 10, () -> {}))
                        .code())
                .isEqualTo("no-longer-permitted");
        assertThat(refusal(gateway.inside.links.reissue(HOST, link.linkId)).code())
                .isEqualTo("no-longer-permitted");
        // Widened again, the same link goes on.
        gateway.label(link.depositId, "share-with=members, ocha-imos");
        assertThat(link.fetch(epochs, 0, 10)).hasSize(10);
    }

    @Test
    void a_link_shows_and_gives_only_the_files_of_its_release() {
        var other = gateway.assessment("ali", "other.txt", bytes("other"));
        Map<String, Long> epochs = link.epochs();
        assertThat(view(epochs).files()).hasSize(1);
        assertThat(refusal(gateway.inside.fetch.claim(link.linkId, epochs, other.id()))
                        .code())
                .isEqualTo("unknown-file");
        assertThat(refusal(gateway.inside.fetch.begin(link.linkId, epochs, other.id(), 0, 5, () -> {}))
                        .code())
                .isEqualTo("unknown-file");
        assertThat(refusal(gateway.inside.viewLink.view("knone", epochs)).code())
                .isEqualTo("unknown-link");
        assertThat(refusal(gateway.inside.viewLink.view(link.linkId, Map.of())).code())
                .isEqualTo("session-over");
        assertThat(refusal(gateway.inside.viewLink.view(link.linkId, Map.of("org-a", 99L)))
                        .code())
                .isEqualTo("session-over");
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

    private void add(Link row) {
        gateway.inside.ledger.write(tx -> {
            Links.add(tx, row, "hash-of-" + row.id(), List.of(), 1);
            return row;
        });
    }

    /** The refusal of every route of an opened link. */
    private List<String> codes(Map<String, Long> epochs) {
        return List.of(
                refusal(gateway.inside.viewLink.view(link.linkId, epochs)).code(),
                refusal(gateway.inside.fetch.look(link.linkId, epochs, link.depositId))
                        .code(),
                refusal(gateway.inside.fetch.claim(link.linkId, epochs, link.depositId))
                        .code(),
                refusal(gateway.inside.fetch.begin(link.linkId, epochs, link.depositId, 1, 2, () -> {}))
                        .code(),
                refusal(gateway.inside.fetch.confirm(link.linkId, epochs)).code());
    }

    private ViewLink.View view(Map<String, Long> epochs) {
        return gateway.inside.viewLink.view(link.linkId, epochs).orThrow();
    }

    private static String ended(OpenLink.Opening opening) {
        if (opening instanceof OpenLink.Opening.Ended ended) {
            return ended.refusal().code();
        }
        throw new AssertionError("It was expected to have ended: " + opening);
    }

    private static <T> List<T> atOnce(int times, Callable<T> act) throws InterruptedException, ExecutionException {
        try (ExecutorService pool = Executors.newFixedThreadPool(times)) {
            List<T> answers = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(java.util.Collections.nCopies(times, act))) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
