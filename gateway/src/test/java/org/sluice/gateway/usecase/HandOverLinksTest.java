package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.TestDatabase;

/** Links of a release that nobody was present at: made when somebody hands them over, once, under what counts then. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class HandOverLinksTest extends AtOnceCase {
    HandOverLinksTest(TestDatabase kind) {
        super(kind);
    }

    @Test
    void link_and_password_are_made_when_they_are_handed_over_and_open() {
        Release release = released();
        assertThat(pending(release)).containsExactly("desk");

        ReleaseMade made = handOver(release, List.of()).orThrow();

        ReleaseMade.HandOver link = made.links().getFirst();
        assertThat(link.link().contactId()).isEqualTo("desk");
        assertThat(link.link().expires()).isEqualTo(release.expires());
        assertThat(made.release().linkWay()).contains(Way.MAIL);
        String token = link.url().substring(link.url().lastIndexOf('/') + 1);
        assertThat(gateway.inside.openLink.open(token, link.password().reveal(), LinkSteps.FROM))
                .isInstanceOf(OpenLink.Opening.Opened.class);
        assertThat(pending(release)).isEmpty();
        assertThat(notices("ali", Notice.Kind.HAND_OVER_PENDING)).isEmpty();
        assertThat(gateway.audited(EventKind.LINK_HANDED_OVER)).hasSize(1);
    }

    @Test
    void a_second_time_there_is_nothing_to_hand_over() {
        Release release = released();
        handOver(release, List.of()).orThrow();

        assertThat(refusal(handOver(release, List.of())).code()).isEqualTo("nothing-to-hand-over");
        assertThat(gateway.inside.ledger.read(Links::all)).hasSize(1);
    }

    @Test
    void one_contact_at_a_time_leaves_the_others_waiting() {
        gateway.contact("second-desk", Optional.empty(), "ocha-gaziantep");
        Release release = released();

        handOver(release, List.of("second-desk")).orThrow();

        assertThat(pending(release)).containsExactly("desk");
        assertThat(notices("ali", Notice.Kind.HAND_OVER_PENDING)).hasSize(1);
        assertThat(refusal(handOver(release, List.of("second-desk"))).code()).isEqualTo("nothing-to-hand-over");
        assertThat(refusal(handOver(release, List.of("nadia"))).code()).isEqualTo("nothing-to-hand-over");
    }

    @Test
    void link_and_password_travel_by_two_ways() {
        Release release = released();

        assertThat(refusal(gateway.inside
                                .atOnce
                                .handOver()
                                .handOver(HOST, release.id(), List.of(), Optional.of(Way.MAIL), Optional.of(Way.MAIL)))
                        .code())
                .isEqualTo("same-way");
        assertThat(refusal(gateway.inside
                                .atOnce
                                .handOver()
                                .handOver(HOST, release.id(), List.of(), Optional.empty(), Optional.empty()))
                        .code())
                .isEqualTo("ways-missing");
        assertNoLink(release);
    }

    @Test
    void what_counts_now_is_asked_anew() {
        Release release = released();
        gateway.inside
                .owners
                .stop(HOST, Optional.of("ali"), release.deposits().getFirst(), Optional.empty(), false, "made up")
                .orThrow();

        assertThat(handOver(release, List.of())).isInstanceOf(Answer.Refused.class);
        assertNoLink(release);
    }

    @Test
    void it_ends_with_the_release() {
        Release release = released();
        gateway.clock.advance(
                Duration.between(gateway.inside.ledger.now(), release.expires()).minusMillis(1));
        Release other = released("b.txt");
        handOver(other, List.of()).orThrow();
        handOver(release, List.of()).orThrow();

        Release third = released("c.txt");
        gateway.clock.advance(Duration.between(gateway.inside.ledger.now(), third.expires()));
        assertThat(refusal(handOver(third, List.of())).code()).isEqualTo("release-ended");
        Release fourth = released("d.txt");
        gateway.inside.links.revokeRelease(HOST, fourth.id(), "made up").orThrow();
        assertThat(refusal(handOver(fourth, List.of())).code()).isEqualTo("release-ended");
    }

    @Test
    void only_a_releaser_of_the_sender_hands_over() {
        Release release = released();
        for (String person : List.of("dina", "omar", "cora")) {
            Actor actor = new Actor.HostAdministrator(Optional.of(person));
            assertThat(refusal(gateway.inside
                                    .atOnce
                                    .handOver()
                                    .handOver(
                                            actor,
                                            release.id(),
                                            List.of(),
                                            Optional.of(Way.MAIL),
                                            Optional.of(Way.PHONE)))
                            .code())
                    .as(person)
                    .isEqualTo("not-yours");
        }
        assertNoLink(release);
    }

    private Release released() {
        return released("a.txt");
    }

    private Release released(String name) {
        Deposit deposit = dashboard(name);
        due();
        String id = drop(deposit).releaseId().orElseThrow();
        return releases().stream()
                .filter(release -> release.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Answer<ReleaseMade> handOver(Release release, List<String> to) {
        return gateway.inside
                .atOnce
                .handOver()
                .handOver(HOST, release.id(), to, Optional.of(Way.MAIL), Optional.of(Way.PHONE));
    }

    private List<String> pending(Release release) {
        return new Overview(gateway.inside.ledger, gateway.inside.rules)
                .release(release.id(), Optional.of("ali"))
                .orThrow()
                .pending();
    }

    private void assertNoLink(Release release) {
        List<Link> links = gateway.inside.ledger.read(sql -> Links.ofRelease(sql, release.id()));
        assertThat(links).isEmpty();
        assertThat(pending(release)).containsExactly("desk");
    }
}
