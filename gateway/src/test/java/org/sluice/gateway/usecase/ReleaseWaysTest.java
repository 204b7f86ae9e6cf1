package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** How long a link lives, how often it delivers, which way it goes, and what persons find in their inbox. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ReleaseWaysTest extends ReleaseCase {
    ReleaseWaysTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void persons_find_it_in_their_inbox_and_nobody_else_does() {
        ReleaseMade made = released("nadia");
        assertThat(made.links()).isEmpty();

        Visit nadia = gateway.visit("nadia");
        List<Inbox.Item> items = gateway.inside.inbox.items(nadia);
        assertThat(items).hasSize(1);
        assertThat(items.getFirst().sender()).isEqualTo("org-a");
        assertThat(GatewayFixture.read(gateway.inside
                        .inbox
                        .read(nadia, items.getFirst(), () -> {})
                        .orThrow()))
                .isEqualTo(bytes("x"));
        assertThat(gateway.audited(EventKind.INBOX_READ_ENDED))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"complete\":\"true\"");

        for (String other : List.of("omar", "cora", "ali")) {
            Visit visit = gateway.visit(other);
            assertThat(gateway.inside.inbox.items(visit)).as(other).isEmpty();
            assertThat(refusal(gateway.inside.inbox.read(visit, items.getFirst(), () -> {}))
                            .kind())
                    .isEqualTo(Refusal.Kind.UNKNOWN);
        }
        assertThat(gateway.audited(EventKind.INBOX_READ_REFUSED)).hasSize(3);
    }

    @Test
    void a_release_leaves_the_inbox_at_the_instant_of_its_end() {
        ReleaseMade made = released("nadia");
        Visit nadia = gateway.visit("nadia");
        Inbox.Item item = gateway.inside.inbox.items(nadia).getFirst();

        gateway.clock.set(made.release().expires().minusMillis(1));
        assertThat(gateway.inside.inbox.items(nadia)).hasSize(1);
        gateway.clock.set(made.release().expires());
        assertThat(gateway.inside.inbox.items(nadia)).isEmpty();
        assertThat(refusal(gateway.inside.inbox.read(nadia, item, () -> {})).code())
                .isEqualTo("release-ended");
    }

    @Test
    void a_release_that_is_taken_back_leaves_the_inbox_at_once() {
        ReleaseMade made = released("nadia", "desk");
        Visit nadia = gateway.visit("nadia");
        gateway.inside.links.revokeRelease(HOST, made.release().id(), "mistake").orThrow();
        gateway.inside.links.revokeRelease(HOST, made.release().id(), "mistake").orThrow();

        assertThat(gateway.inside.inbox.items(nadia)).isEmpty();
        assertThat(gateway.inside.openLink.open(LinkSteps.token(made), LinkSteps.password(made), LinkSteps.FROM))
                .isInstanceOf(OpenLink.Opening.Ended.class);
        assertThat(gateway.audited(EventKind.RELEASE_REVOKED)).hasSize(1);
    }

    @Test
    void a_raised_label_takes_the_file_out_of_the_inbox_from_the_next_request_on() {
        released("nadia");
        Visit nadia = gateway.visit("nadia");
        Inbox.Item item = gateway.inside.inbox.items(nadia).getFirst();

        gateway.label(item.deposit().id(), "channel=strictly-confidential");

        assertThat(gateway.inside.inbox.items(nadia)).isEmpty();
        assertThat(refusal(gateway.inside.inbox.read(nadia, item, () -> {})).code())
                .isEqualTo("no-longer-permitted");
    }

    @Test
    void a_link_lives_seven_days_unless_said_and_never_longer_than_its_channel_allows() {
        Deposit deposit = consented();
        assertThat(gateway.release("ali", deposit.id(), "desk")
                        .orThrow()
                        .release()
                        .expires())
                .isEqualTo(gateway.clock.instant().plus(Duration.ofDays(7)));
        assertThat(create(deposit, Optional.of(Duration.ofDays(7)), Optional.empty())
                        .orThrow()
                        .release()
                        .expires())
                .isEqualTo(gateway.clock.instant().plus(Duration.ofDays(7)));
        assertThat(refusal(create(deposit, Optional.of(Duration.ofDays(7).plusMillis(1)), Optional.empty())))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("expiry-too-long");
                    assertThat(refusal.message()).contains("at most 7 days;");
                });
        assertThat(refusal(create(deposit, Optional.of(Duration.ZERO), Optional.empty()))
                        .code())
                .isEqualTo("bad-expiry");
    }

    @Test
    void a_link_delivers_at_least_once_and_at_most_as_often_as_its_channel_allows() {
        Deposit deposit = consented();
        assertThat(create(deposit, Optional.empty(), Optional.of(3))
                        .orThrow()
                        .release()
                        .mostDownloads())
                .isEqualTo(3);
        assertThat(refusal(create(deposit, Optional.empty(), Optional.of(4))).code())
                .isEqualTo("too-many-downloads");
        assertThat(refusal(create(deposit, Optional.empty(), Optional.of(0))).code())
                .isEqualTo("bad-downloads");
    }

    @Test
    void link_and_password_go_by_different_ways_and_one_number_is_one_way_from_confidential_on() {
        Deposit confidential = consented();
        assertThat(refusal(ways(confidential, Way.MAIL, Way.MAIL)).code()).isEqualTo("same-way");
        assertThat(refusal(ways(confidential, Way.SIGNAL, Way.PHONE)).code()).isEqualTo("same-way");
        assertThat(refusal(ways(confidential, Way.SMS, Way.WHATSAPP)).code()).isEqualTo("same-way");
        assertThat(refusal(gateway.inside.release.create(
                                HOST,
                                "ali",
                                new ReleaseOrder(
                                        List.of(confidential.id()),
                                        List.of("desk"),
                                        "made up",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Way.MAIL),
                                        Optional.empty())))
                        .code())
                .isEqualTo("ways-missing");
        ways(confidential, Way.MAIL, Way.SIGNAL).orThrow();

        Deposit plan = gateway.deposit("ali", Channel.RESTRICTED, "sector-work-plans", "p.txt", bytes("x"));
        gateway.label(plan.id(), "organizations=none", "location=district", "population=aggregated", "persons=none");
        assertThat(refusal(ways(plan, Way.SMS, Way.SMS)).code()).isEqualTo("same-way");
        ways(plan, Way.SIGNAL, Way.SMS).orThrow();
    }
}
