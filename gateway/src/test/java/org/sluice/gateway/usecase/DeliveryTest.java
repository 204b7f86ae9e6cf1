package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.TestDatabase;

/** What counts as a delivery over a link, and what changes from the next request on. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DeliveryTest extends LinkCase {
    DeliveryTest(TestDatabase kind) {
        super(kind);
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
                atOnce(50, () -> Claims.claim(gateway.inside, single.linkId, epochs, single.depositId));

        assertThat(answers).allMatch(answer -> answer instanceof Answer.Done<LinkFile>);
        assertThat(gateway.audited(EventKind.LINK_CLAIMED)).hasSize(1);
        assertThat(single.file().claims()).isEqualTo(1);
        assertThat(single.fetch(epochs, 0, CONTENT.length)).isEqualTo(CONTENT);
        List<Answer<LinkFile>> after =
                atOnce(50, () -> Claims.claim(gateway.inside, single.linkId, epochs, single.depositId));
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
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();

        link.fetch(epochs, 0, 1_000);
        assertThat(link.file().delivered()).isEqualTo(1_000);
        link.fetch(epochs, 2_000, CONTENT.length);
        assertThat(link.file().delivered()).isEqualTo(1_000);
        assertThat(link.file().open()).isTrue();
        assertThat(view(epochs).receiptOffered()).isFalse();
        // An open claim is not counted again.
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
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
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
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
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
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
        Claims.claim(gateway.inside, link.linkId, link.epochs(), link.depositId).orThrow();
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
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        gateway.label(link.depositId, "channel=strictly-confidential");

        assertThat(view(epochs).files().getFirst().unavailable()).isPresent();
        assertThat(refusal(gateway.inside.fetch.look(link.linkId, epochs, link.depositId))
                        .code())
                .isEqualTo("no-longer-permitted");
        assertThat(refusal(Claims.claim(gateway.inside, link.linkId, epochs, link.depositId))
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
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
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
        assertThat(refusal(Claims.claim(gateway.inside, link.linkId, epochs, other.id()))
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
}
