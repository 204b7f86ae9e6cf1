package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.LinkLetter;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.LinkLetters;
import org.sluice.gateway.testkit.Claims;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MailServer;
import org.sluice.gateway.testkit.TestDatabase;

/** Who is reminded of a link that ends and of files to destroy, and how their destruction is confirmed. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ReminderTest {
    private static final byte[] CONTENT = bytes("made up");
    private static final Pattern ADDRESS = Pattern.compile("/d/([A-Za-z0-9_-]+)");

    private final TestDatabase kind;
    private MailServer server;
    private GatewayFixture gateway;
    private LinkSteps link;

    ReminderTest(TestDatabase kind) {
        this.kind = kind;
        this.server = MailServer.plain();
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind, server.settings(Duration.ZERO), "turkey-cross-border");
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
        link = LinkSteps.of(gateway.inside, release(Optional.empty()));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
        server.close();
    }

    private ReleaseMade release(Optional<Instant> destroyBy) {
        Deposit deposit = gateway.assessment("ali", "Secret-Village.csv", CONTENT);
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", deposit.id(), "org-a", Optional.empty())
                .orThrow();
        ReleaseOrder usual = GatewayFixture.order(deposit.id(), "desk");
        return gateway.inside
                .release
                .create(
                        HOST,
                        "ali",
                        new ReleaseOrder(
                                usual.deposits(),
                                usual.to(),
                                usual.purpose(),
                                Optional.of(Duration.ofDays(6)),
                                usual.mostDownloads(),
                                usual.linkWay(),
                                usual.passwordWay(),
                                LinkWishes.USUAL.within(new LinkWishes.Bounds(AllowedNetworks.ANY, destroyBy))))
                .orThrow();
    }

    private List<Notice.Kind> told() {
        return gateway.notices("ali").stream()
                .filter(kind -> kind != Notice.Kind.NEW_DEPOSITS)
                .toList();
    }

    private void after(Duration span) {
        gateway.clock.advance(span);
        gateway.inside.link.remind().due();
    }

    @Test
    void who_has_not_fetched_is_reminded_a_day_before_the_end_once_and_without_any_secret() {
        after(Duration.ofDays(5).minusMillis(1));
        assertThat(server.taken).isEmpty();
        after(Duration.ofMillis(1));
        assertThat(server.taken).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("desk@example.org");
            assertThat(mail.text()).contains("ends at").doesNotContain("Secret-Village", "/l/", "https://");
        });
        assertThat(told()).containsExactly(Notice.Kind.LINK_ENDING);
        after(Duration.ofHours(3));
        assertThat(server.taken).hasSize(1);
        assertThat(gateway.audited(EventKind.RECIPIENT_REMINDED)).hasSize(1);
    }

    @Test
    void a_link_of_a_short_life_is_reminded_of_in_its_last_third() {
        Instant issued = Instant.parse("2031-01-01T00:00:00Z");
        assertThat(LinkLetter.remindAt(issued, issued.plus(Duration.ofHours(12))))
                .isEqualTo(issued.plus(Duration.ofHours(8)));
        assertThat(LinkLetter.remindAt(issued, issued.plus(Duration.ofDays(3))))
                .isEqualTo(issued.plus(Duration.ofDays(2)));
        assertThat(LinkLetter.remindAt(issued, issued.plus(Duration.ofDays(30))))
                .isEqualTo(issued.plus(Duration.ofDays(29)));
    }

    @Test
    void a_link_that_was_cut_short_is_reminded_of_in_its_last_third_too() {
        change(Duration.ofHours(9));
        after(Duration.ofHours(6).minusMillis(1));
        assertThat(server.taken).isEmpty();
        after(Duration.ofMillis(1));
        assertThat(server.taken).hasSize(1);
    }

    @Test
    void whoever_fetched_everything_or_whose_link_ended_is_not_reminded() {
        fetch(link);
        ReleaseMade revoked = release(Optional.empty());
        gateway.inside
                .links
                .revokeRelease(HOST, revoked.release().id(), "made up")
                .orThrow();
        after(Duration.ofDays(5).plusHours(1));
        assertThat(server.taken).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void a_mail_that_could_not_be_sent_is_tried_again_and_never_after_the_end() {
        server.close();
        after(Duration.ofDays(5));
        assertThat(server.taken).isEmpty();
        assertThat(told()).as("its releaser hears of it all the same").containsExactly(Notice.Kind.LINK_ENDING);
        after(Duration.ofDays(1));
        Optional<LinkLetter> left =
                gateway.inside.ledger.read(sql -> LinkLetters.due(sql, gateway.clock.instant(), 10)).stream()
                        .findFirst();
        assertThat(left).isEmpty();
    }

    @Test
    void a_longer_life_is_reminded_of_again_at_its_new_end() {
        after(Duration.ofDays(5));
        change(Duration.ofDays(2));
        after(Duration.ofDays(1));
        assertThat(server.taken).hasSize(2);
    }

    @Test
    void a_reminder_that_waits_for_the_server_is_dropped_once_the_end_is_another() {
        server.refuse("not now");
        after(Duration.ofDays(5));
        server.takeAgain();
        change(Duration.ofDays(2));
        after(Duration.ofHours(1));
        assertThat(server.taken).isEmpty();
        after(Duration.ofHours(23));
        assertThat(server.taken).hasSize(1);
    }

    private void change(Duration life) {
        gateway.inside
                .link
                .change()
                .change(HOST, link.linkId, Optional.of(life), Optional.empty())
                .orThrow();
    }

    @Test
    void on_the_day_of_destruction_who_fetched_is_asked_to_confirm_it_and_its_releaser_hears_of_it() {
        Instant by = gateway.clock.instant().plus(Duration.ofDays(30));
        link = LinkSteps.of(gateway.inside, release(Optional.of(by)));
        fetch(link);
        after(Duration.between(gateway.clock.instant(), by).minusMillis(1));
        assertThat(told()).doesNotContain(Notice.Kind.RECIPIENT_TO_DESTROY);
        after(Duration.ofMillis(1));
        assertThat(told()).contains(Notice.Kind.RECIPIENT_TO_DESTROY);
        String token = token();

        ConfirmDestruction destruction = gateway.inside.link.destruction();
        assertThat(destruction.look(token).orThrow().by()).isEqualTo(by);
        assertThat(destruction.look(token).orThrow().done()).isEmpty();
        assertThat(refusal(destruction.look("unknown")).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        assertThat(refusal(destruction.byRecipient("unknown")).kind()).isEqualTo(Refusal.Kind.UNKNOWN);
        destruction.byRecipient(token).orThrow();
        destruction.byRecipient(token).orThrow();
        assertThat(destruction.look(token).orThrow().done()).contains(gateway.clock.instant());
        assertThat(gateway.audited(EventKind.LINK_FILES_DESTROYED)).hasSize(1);
        assertThat(told()).contains(Notice.Kind.RECIPIENT_DESTROYED).doesNotContain(Notice.Kind.RECIPIENT_TO_DESTROY);
        int mails = server.taken.size();
        after(Duration.ofDays(1));
        assertThat(server.taken).hasSize(mails);
    }

    @Test
    void who_fetched_nothing_has_nothing_to_destroy() {
        release(Optional.of(gateway.clock.instant().plus(Duration.ofDays(30))));
        after(Duration.ofDays(31));
        assertThat(told()).doesNotContain(Notice.Kind.RECIPIENT_TO_DESTROY);
    }

    @Test
    void a_releaser_puts_on_record_what_was_told_by_another_way() {
        gateway.person("otto", "org-a", Role.DEPOSITOR);
        ConfirmDestruction destruction = gateway.inside.link.destruction();
        assertThat(refusal(destruction.byReleaser(new Actor.PersonActor("otto", "org-a"), link.linkId, "by telephone"))
                        .kind())
                .isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusal(destruction.byReleaser(HOST, link.linkId, " ")).code())
                .isEqualTo("bad-words");
        destruction
                .byReleaser(new Actor.PersonActor("ali", "org-a"), link.linkId, "by telephone")
                .orThrow();
        Optional<LinkLetters.Destroyed> said =
                gateway.inside.ledger.read(sql -> LinkLetters.destroyed(sql, link.linkId));
        assertThat(said.orElseThrow().words()).contains("by telephone");
        assertThat(told()).doesNotContain(Notice.Kind.RECIPIENT_DESTROYED);
    }

    private String token() {
        Matcher found = ADDRESS.matcher(server.taken.getLast().text());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void fetch(LinkSteps steps) {
        Map<String, Long> epochs = steps.epochs();
        Claims.claim(gateway.inside, steps.linkId, epochs, steps.depositId).orThrow();
        steps.fetch(epochs, 0, CONTENT.length);
    }
}
