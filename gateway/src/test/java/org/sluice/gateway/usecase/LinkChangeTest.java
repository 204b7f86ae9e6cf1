package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Until when a link lives and from where it opens, changed while it lives. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LinkChangeTest extends LinkCase {
    private static final AllowedNetworks OFFICE =
            AllowedNetworks.of(List.of("192.0.2.0/24")).orThrow();

    LinkChangeTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void a_link_ends_sooner_at_the_very_instant_and_a_running_download_with_it() {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        expire(Duration.ofHours(1));
        gateway.clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(link.row().state(gateway.clock.instant())).isEqualTo(LinkState.LIVE);
        AtomicBoolean cut = new AtomicBoolean();
        FetchFile.Delivery running = gateway.inside
                .fetch
                .begin(link.linkId, epochs, link.depositId, 0, 10, () -> cut.set(true))
                .orThrow();
        gateway.clock.advance(Duration.ofMillis(1));
        gateway.inside.live.cutFallen();
        running.close();
        assertThat(cut).isTrue();
        assertThat(codes(epochs)).containsOnly("link-expired");
    }

    @Test
    void a_link_lives_longer_up_to_what_its_channel_allows_from_its_issue_on() {
        Link row = link.row();
        Duration longest = made.decisions().getFirst().decision().obligations().longestLink();
        Duration most = Duration.between(gateway.clock.instant(), row.issued().plus(longest));
        assertThat(expire(most).expires()).isEqualTo(row.issued().plus(longest));

        expire(Duration.ofHours(1));
        gateway.clock.advance(Duration.ofMinutes(30));
        assertThat(refusal(change(most, null)).code()).isEqualTo("expiry-too-long");
        assertThat(expire(most.minusMinutes(30)).expires())
                .isEqualTo(row.issued().plus(longest));
        assertThat(gateway.audited(EventKind.LINK_EXPIRY_CHANGED)).hasSize(3);
        assertThat(refusal(change(Duration.ZERO, null)).code()).isEqualTo("bad-expiry");
    }

    @Test
    void what_may_no_longer_go_is_not_given_more_time() {
        expire(Duration.ofHours(1));
        gateway.inside
                .label
                .label(GatewayFixture.HOST, link.depositId, Map.of("share-with", ""))
                .orThrow();
        assertThat(refusal(change(Duration.ofHours(2), null)).code()).isEqualTo("no-longer-permitted");
        assertThat(expire(Duration.ofMinutes(30)).expires()).isEqualTo(in(Duration.ofMinutes(30)));
    }

    @Test
    void only_a_link_that_lives_is_changed_and_only_by_its_senders_releasers() {
        gateway.person("otto", "org-a", Role.DEPOSITOR);
        assertThat(refusal(gateway.inside
                                .link
                                .change()
                                .change(
                                        new Actor.PersonActor("otto", "org-a"),
                                        link.linkId,
                                        Optional.of(Duration.ofHours(1)),
                                        Optional.empty()))
                        .kind())
                .isEqualTo(org.sluice.gateway.domain.Refusal.Kind.FORBIDDEN);
        assertThat(refusal(gateway.inside
                                .link
                                .change()
                                .change(GatewayFixture.HOST, "nothing", Optional.empty(), Optional.of(OFFICE)))
                        .code())
                .isEqualTo("unknown-link");
        gateway.inside.links.revoke(GatewayFixture.HOST, link.linkId, "made up").orThrow();
        assertThat(refusal(change(Duration.ofHours(1), null)).code()).isEqualTo("link-revoked");
    }

    @Test
    void a_link_with_networks_opens_only_from_there_and_says_so_to_the_right_password_only() {
        change(null, OFFICE).orThrow();
        String token = LinkSteps.token(made);
        String password = LinkSteps.password(made);
        OpenLink open = gateway.inside.openLink;
        assertThat(open.open(token, password, from("192.0.2.7"))).isInstanceOf(OpenLink.Opening.Opened.class);
        assertThat(ended(open.open(token, password, from("198.51.100.1")))).isEqualTo("network-not-allowed");
        assertThat(open.open(token, "wrong", from("198.51.100.1"))).isEqualTo(new OpenLink.Opening.Wrong());
        assertThat(ended(open.open(token, password, LinkSteps.FROM)))
                .as("an address that nobody knows is in no network")
                .isEqualTo("network-not-allowed");
        assertThat(gateway.audited(EventKind.LINK_REFUSED).toString()).contains("network-not-allowed");
        change(null, AllowedNetworks.ANY).orThrow();
        assertThat(open.open(token, password, from("198.51.100.1"))).isInstanceOf(OpenLink.Opening.Opened.class);
    }

    @Test
    void new_networks_end_what_runs() {
        Map<String, Long> epochs = link.epochs();
        Claims.claim(gateway.inside, link.linkId, epochs, link.depositId).orThrow();
        AtomicBoolean cut = new AtomicBoolean();
        FetchFile.Delivery running = gateway.inside
                .fetch
                .begin(link.linkId, epochs, link.depositId, 0, 10, () -> cut.set(true))
                .orThrow();
        change(null, OFFICE).orThrow();
        running.close();
        assertThat(cut).isTrue();
    }

    @Test
    void the_networks_of_a_release_hold_for_its_links_and_for_those_that_replace_them() {
        ReleaseMade other = gateway.inside
                .release
                .create(
                        GatewayFixture.HOST,
                        "ali",
                        new ReleaseOrder(
                                made.release().deposits(),
                                List.of("desk"),
                                "response planning",
                                Optional.empty(),
                                Optional.empty(),
                                made.release().linkWay(),
                                made.release().passwordWay(),
                                LinkWishes.USUAL.within(new LinkWishes.Bounds(OFFICE, Optional.empty()))))
                .orThrow();
        ReleaseMade.HandOver again = gateway.inside
                .links
                .reissue(GatewayFixture.HOST, other.links().getFirst().link().id())
                .orThrow();
        for (ReleaseMade.HandOver each : List.of(other.links().getFirst(), again)) {
            assertThat(gateway.inside
                            .link
                            .change()
                            .barred(each.link().id(), from("198.51.100.1").address()))
                    .isPresent();
            assertThat(gateway.inside
                            .link
                            .change()
                            .barred(each.link().id(), from("192.0.2.255").address()))
                    .isEmpty();
        }
    }

    @Test
    void guesses_at_many_links_from_one_address_are_slowed_down_and_nobody_elses() {
        From guesser = from("203.0.113.9");
        for (int i = 0; i < Guesses.AT_ONCE; i++) {
            assertThat(gateway.inside.openLink.open("unknown-token-" + i, "x", guesser))
                    .isEqualTo(new OpenLink.Opening.Wrong());
        }
        String token = LinkSteps.token(made);
        String password = LinkSteps.password(made);
        assertThat(gateway.inside.openLink.open(token, password, guesser)).isEqualTo(new OpenLink.Opening.Busy());
        assertThat(gateway.inside.openLink.open(token, password, from("203.0.113.10")))
                .as("a neighbour")
                .isInstanceOf(OpenLink.Opening.Opened.class);
        gateway.clock.advance(Guesses.ONE_MORE_EVERY.minusMillis(1));
        assertThat(gateway.inside.openLink.open(token, password, guesser)).isEqualTo(new OpenLink.Opening.Busy());
        gateway.clock.advance(Duration.ofMillis(1));
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.inside.openLink.open(token, password, guesser))
                    .as("what is right costs nothing")
                    .isInstanceOf(OpenLink.Opening.Opened.class);
        }
    }

    @Test
    void an_ipv6_network_is_one_address() {
        for (int i = 0; i < Guesses.AT_ONCE; i++) {
            gateway.inside.openLink.open("unknown-token-" + i, "x", from("2001:db8:1:2::" + i));
        }
        String token = LinkSteps.token(made);
        assertThat(gateway.inside.openLink.open(token, "x", from("2001:db8:1:2:ffff::1")))
                .isEqualTo(new OpenLink.Opening.Busy());
        assertThat(gateway.inside.openLink.open(token, "x", from("2001:db8:1:3::1")))
                .isEqualTo(new OpenLink.Opening.Wrong());
    }

    private Link expire(Duration life) {
        return change(life, null).orThrow();
    }

    private org.sluice.gateway.domain.Answer<Link> change(
            @org.jspecify.annotations.Nullable Duration life,
            @org.jspecify.annotations.Nullable AllowedNetworks networks) {
        return gateway.inside
                .link
                .change()
                .change(GatewayFixture.HOST, link.linkId, Optional.ofNullable(life), Optional.ofNullable(networks));
    }

    private Instant in(Duration span) {
        return gateway.clock.instant().plus(span);
    }

    private static From from(String address) {
        try {
            InetAddress known = InetAddress.getByName(address);
            return new From(Optional.of(known), Network.of(known));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
