package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.mail.Mail;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Mails;
import org.sluice.gateway.store.PendingHandOvers;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MailServer;
import org.sluice.gateway.testkit.PhoneServer;
import org.sluice.gateway.testkit.TestDatabase;

/** Releases that nobody was present at, to contacts with standing ways, and to people who fetch with their own log-in. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class HandOverUnaskedTest extends AtOnceCase {
    private final MailServer mail = MailServer.plain();
    private final PhoneServer phones = new PhoneServer();

    HandOverUnaskedTest(TestDatabase kind) {
        super(kind);
    }

    @Override
    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind, mail.settings(Duration.ZERO), phones.settings(), "turkey-cross-border");
        gateway.participant("org-a", "members");
        gateway.participant("ocha", "ocha-gaziantep");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("nadia", "ocha", Role.DEPOSITOR);
        gateway.contact("desk", Optional.empty(), "ocha-gaziantep");
    }

    @AfterEach
    void stop() {
        mail.close();
        phones.close();
    }

    @Test
    void with_two_standing_ways_a_link_goes_by_itself_once() {
        standing();
        released();

        assertThat(unasked()).isEqualTo(1);
        assertThat(unasked()).isZero();

        assertThat(mail.taken).hasSize(1);
        assertThat(mail.taken.getFirst().to()).isEqualTo("desk@example.org");
        assertThat(phones.got).hasSize(1);
        assertThat(links()).hasSize(1);
        assertThat(notices("ali", Notice.Kind.HAND_OVER_PENDING)).isEmpty();
    }

    @Test
    void without_standing_ways_it_waits_with_a_notice() {
        released();
        assertThat(unasked()).isZero();
        assertThat(links()).isEmpty();
        assertThat(notices("ali", Notice.Kind.HAND_OVER_PENDING)).hasSize(1);
    }

    @Test
    void a_number_that_no_program_can_write_to_leaves_it_waiting() {
        standing();
        gateway.inside
                .register
                .changeContact(
                        HOST,
                        new org.sluice.gateway.domain.participant.Contact(
                                "desk",
                                "Made-up desk",
                                java.util.Set.of("ocha-gaziantep"),
                                Optional.empty(),
                                Optional.of("desk@example.org"),
                                Optional.of("0555"),
                                "host"))
                .orThrow();
        released();
        assertThat(unasked()).isZero();
        assertThat(links()).isEmpty();
        assertThat(mail.taken).isEmpty();
    }

    @Test
    void what_failed_once_waits_for_a_person_and_is_not_tried_again() {
        standing();
        released();
        mail.refuse("made up");
        unasked();
        unasked();
        mail.takeAgain();
        assertThat(unasked()).isZero();

        assertThat(links())
                .singleElement()
                .satisfies(link -> assertThat(link.closing()).contains(Link.Closing.REVOKED));
        assertThat(notices("ali", Notice.Kind.LINK_NOT_SENT)).hasSize(1);
        String release = releases().getFirst().id();
        assertThat(gateway.inside
                        .ledger
                        .read(sql -> PendingHandOvers.of(sql, release))
                        .size())
                .isEqualTo(1);
        assertThat(phones.got).isEmpty();
    }

    @Test
    void people_with_a_log_in_of_their_own_are_told_and_get_mail() {
        released();

        assertThat(notices("nadia", Notice.Kind.IN_YOUR_INBOX)).hasSize(1);
        gateway.inside.outbox.due();
        assertThat(mail.taken).singleElement().satisfies(taken -> {
            assertThat(taken.to()).isEqualTo("nadia@example.org");
            assertThat(taken.subject()).isEqualTo("Files lie in your inbox");
            assertThat(taken.text()).contains("/inbox/").doesNotContain("a.txt", "dashboard");
        });
    }

    @Test
    void a_release_taken_back_before_its_mail_goes_is_told_to_nobody() {
        released();
        gateway.inside
                .links
                .revokeRelease(HOST, releases().getFirst().id(), "made up")
                .orThrow();
        gateway.inside.outbox.due();
        assertThat(mail.taken).isEmpty();
        List<Mail> mails = gateway.inside.ledger.read(sql -> Mails.all(sql, 10));
        assertThat(mails).extracting(Mail::state).containsExactly(Mail.State.DROPPED);
    }

    private void standing() {
        gateway.inside
                .link
                .travel()
                .ways()
                .set(
                        HOST,
                        "desk",
                        new SetWays.Change(
                                Optional.empty(), Optional.empty(), Optional.of(Way.MAIL), Optional.of(Way.SMS), false))
                .orThrow();
    }

    private void released() {
        dashboard("a.txt");
        due();
    }

    private int unasked() {
        return gateway.inside.link.travel().unasked().due();
    }

    private List<Link> links() {
        return gateway.inside.ledger.read(Links::all);
    }
}
