package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.mail.Mail;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MailServer;
import org.sluice.gateway.testkit.TestDatabase;

/** Who is told of new deposits, by notice and by mail, and what becomes of mail that can't be sent. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class NewDepositsTest {
    /** Its standard label says that it shows no persons. */
    private static final String OPEN = "4w-monthly-inputs";

    private static final String CLOSED = "assessments-reports";
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final String NAME = "Secret-Village-Survey.csv";

    private final TestDatabase kind;
    private MailServer server;
    private GatewayFixture gateway;

    NewDepositsTest(TestDatabase kind) {
        this.kind = kind;
        this.server = MailServer.plain();
    }

    @BeforeEach
    void open() {
        server.close();
        server = MailServer.plain();
        gateway = new GatewayFixture(kind, server.settings(PAUSE), "turkey-cross-border");
        gateway.participant("org-a", "members");
        gateway.participant("org-b", "members");
        gateway.participant("lead", "coordinators");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("rana", "org-a", Role.RELEASER);
        gateway.person("berivan", "org-b", Role.RELEASER);
        gateway.person("cora", "lead", Role.COORDINATOR);
        gateway.person("adem", "lead", Role.ADMINISTRATOR);
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
        server.close();
    }

    private Deposit open(String name) {
        return gateway.deposit("ali", Channel.RESTRICTED, OPEN, name, bytes("a,b"));
    }

    private List<String> mailed() {
        return server.taken.stream().map(MailServer.Taken::to).sorted().toList();
    }

    private int later(Duration by) {
        gateway.clock.advance(by);
        return gateway.inside.outbox.due();
    }

    private List<Notice> told(String person) {
        return gateway.inside.ledger.read(sql -> Notices.of(sql, person)).stream()
                .filter(notice -> notice.kind() == Notice.Kind.NEW_DEPOSITS)
                .toList();
    }

    @Test
    void releasers_of_the_owner_and_coordinators_are_told_at_once_and_the_depositor_is_not() {
        open(NAME);

        assertThat(told("rana"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.parameters())
                        .containsEntry("channel", "restricted")
                        .containsEntry("type", OPEN)
                        .containsEntry("count", "1"));
        assertThat(told("cora")).hasSize(1);
        assertThat(told("ali")).isEmpty();
        assertThat(told("berivan")).isEmpty();
        assertThat(told("adem")).isEmpty();
        assertThat(server.taken).isEmpty();
    }

    @Test
    void many_files_make_one_mail_after_the_pause_and_none_before() {
        for (int i = 0; i < 12; i++) {
            open(i + NAME);
        }
        gateway.deposit("ali", Channel.CONFIDENTIAL, CLOSED, NAME, bytes("x"));
        assertThat(later(PAUSE.minusMillis(1))).isZero();
        assertThat(later(Duration.ofMillis(1))).isEqualTo(2);

        assertThat(mailed()).containsExactly("cora@example.org", "rana@example.org");
        assertThat(mail("rana").text()).contains("restricted / " + OPEN + ": 12", "strictly-confidential: 1");
        // Nobody declared that it shows no persons, so it is kept more strictly than its folder says.
        assertThat(mail("cora").text()).contains(": 12").doesNotContain("strictly");
        assertThat(server.taken)
                .allSatisfy(mail -> assertThat(mail.raw() + mail.text() + mail.subject())
                        .doesNotContain(NAME)
                        .doesNotContain("Secret"));
        assertThat(told("rana"))
                .hasSize(2)
                .anyMatch(notice -> "12".equals(notice.parameters().get("count")));
        assertThat(gateway.audited(EventKind.MAIL_SENT)).hasSize(2);
        assertThat(later(Duration.ofDays(1))).isZero();

        open("again" + NAME);
        assertThat(told("rana")).hasSize(3);
        assertThat(later(PAUSE)).isEqualTo(2);
    }

    private MailServer.Taken mail(String person) {
        return server.taken.stream()
                .filter(mail -> mail.to().startsWith(person))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_personal_and_strictly_confidential_data_coordinators_hear_nothing_and_no_mail_says_the_type() {
        gateway.deposit("ali", Channel.STRICTLY_CONFIDENTIAL, CLOSED, NAME, bytes("x"));
        gateway.deposit("ali", Channel.STRICTLY_CONFIDENTIAL, OPEN, NAME, bytes("x"));
        gateway.deposit("ali", Channel.CONFIDENTIAL, CLOSED, NAME, bytes("x"));

        assertThat(told("cora")).isEmpty();
        assertThat(later(PAUSE)).isEqualTo(1);
        assertThat(mailed()).containsExactly("rana@example.org");
        assertThat(mail("rana").text()).contains("strictly-confidential: 3").doesNotContain(OPEN, CLOSED);
    }

    @Test
    void what_was_held_for_its_label_is_for_the_owners_people() {
        Deposit held = gateway.deposit("ali", Channel.RESTRICTED, CLOSED, NAME, bytes("x"));
        assertThat(held.held()).isTrue();
        assertThat(told("rana")).hasSize(1);
        assertThat(told("cora")).isEmpty();
    }

    @Test
    void it_is_looked_at_again_when_a_mail_goes() {
        Deposit raised = open(NAME);
        gateway.label(raised.id(), "persons=personal");
        gateway.inside.outbox.want(HOST, "rana", false).orThrow();

        assertThat(later(PAUSE)).isZero();
        assertThat(server.taken).isEmpty();
        assertThat(gateway.inside.outbox.list()).hasSize(2).allMatch(mail -> mail.state() == Mail.State.DROPPED);
    }

    @Test
    void a_participant_that_is_suspended_meanwhile_is_told_nothing() {
        open(NAME);
        gateway.inside.cut.suspend(HOST, "org-a", "a test").orThrow();

        later(PAUSE);
        assertThat(mailed()).containsExactly("cora@example.org");
    }

    @Test
    void a_mail_comes_in_the_language_of_its_reader() {
        gateway.inside
                .register
                .changePerson(
                        HOST,
                        new Person(
                                "rana", "org-a", "Rana X", "rana@example.org", "tr", java.util.Set.of(Role.RELEASER)))
                .orThrow();
        open(NAME);
        later(PAUSE);

        assertThat(mail("rana").subject()).isEqualTo("Paylaşım ağ geçidinde yeni dosyalar");
        assertThat(mail("rana").text()).contains("Nereye bakmalı", "localhost");
    }

    @Test
    void a_person_who_wants_no_mail_still_has_notices() {
        Actor rana = new Actor.PersonActor("rana", "org-a");
        gateway.inside.outbox.want(rana, "rana", false).orThrow();
        assertThat(refusal(gateway.inside.outbox.want(rana, "cora", false)).code())
                .isEqualTo("not-oneself");
        open(NAME);
        assertThat(later(PAUSE)).isEqualTo(1);
        assertThat(mailed()).containsExactly("cora@example.org");
        assertThat(told("rana")).hasSize(1);

        gateway.inside.outbox.want(rana, "rana", true).orThrow();
        open("b" + NAME);
        later(PAUSE);
        assertThat(mailed()).contains("rana@example.org");
    }

    @Test
    void a_server_that_takes_nothing_is_asked_after_growing_pauses_and_given_up_after_three_days() {
        gateway.inside.outbox.want(HOST, "cora", false).orThrow();
        open(NAME);
        server.refuse("not now");
        assertThat(later(PAUSE)).isZero();
        assertThat(only().state()).isEqualTo(Mail.State.WAITING);
        assertThat(only().said().orElse("")).contains("not now");

        assertThat(later(Duration.ofSeconds(59))).isZero();
        assertThat(only().attempts()).isEqualTo(1);
        later(Duration.ofSeconds(1));
        assertThat(only().attempts()).isEqualTo(2);
        later(Duration.ofSeconds(119));
        assertThat(only().attempts()).isEqualTo(2);
        later(Duration.ofSeconds(1));
        assertThat(only().attempts()).isEqualTo(3);

        gateway.clock.set(only().created().plus(Mail.PATIENCE).minusMillis(1));
        gateway.inside.outbox.due();
        assertThat(only().state()).isEqualTo(Mail.State.WAITING);
        later(Duration.ofHours(6));
        assertThat(only().state()).isEqualTo(Mail.State.FAILED);
        assertThat(gateway.notices("adem")).containsExactly(Notice.Kind.MAIL_FAILED);
        assertThat(gateway.audited(EventKind.MAIL_FAILED)).hasSize(1);

        server.takeAgain();
        assertThat(later(Duration.ofDays(1))).isZero();
        assertThat(server.taken).isEmpty();
    }

    @Test
    void once_the_server_takes_mail_again_it_goes_and_goes_once() {
        open(NAME);
        server.refuse("not now");
        later(PAUSE);
        server.takeAgain();
        for (int i = 0; i < 5; i++) {
            later(Duration.ofMinutes(1));
        }
        assertThat(mailed()).containsExactly("cora@example.org", "rana@example.org");
    }

    @Test
    void two_nodes_send_one_mail() throws Exception {
        try (var other = gateway.another()) {
            open(NAME);
            gateway.clock.advance(PAUSE);
            Thread second = new Thread(() -> other.outbox.due());
            second.start();
            gateway.inside.outbox.due();
            second.join();
            gateway.inside.outbox.due();
            assertThat(mailed()).containsExactly("cora@example.org", "rana@example.org");
        }
    }

    private Mail only() {
        List<Mail> all = gateway.inside.outbox.list();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void what_was_sent_is_forgotten_after_a_month_with_its_notices() {
        open(NAME);
        later(PAUSE);
        later(Outbox.REMEMBERED.minus(Duration.ofHours(1)));
        assertThat(gateway.inside.outbox.list()).hasSize(2);
        later(Duration.ofDays(2));
        assertThat(gateway.inside.outbox.list()).isEmpty();
        assertThat(told("rana")).isEmpty();
    }

    @Test
    void a_trial_goes_at_once_and_says_what_stands_against_it() {
        assertThat(gateway.inside.outbox.trial(HOST, "admin@example.org").orThrow())
                .isNotEmpty();
        assertThat(mailed()).containsExactly("admin@example.org");
        assertThat(refusal(gateway.inside.outbox.trial(HOST, "admin@example.org\r\nBcc: x@y"))
                        .code())
                .isEqualTo("bad-email");
        assertThat(refusal(gateway.inside.outbox.trial(new Actor.PersonActor("cora", "lead"), "a@example.org"))
                        .code())
                .isEqualTo("not-an-administrator");
        server.refuse("no room here");
        assertThat(refusal(gateway.inside.outbox.trial(HOST, "admin@example.org"))
                        .message())
                .contains("no room here");
    }

    @Test
    void without_a_mail_server_there_are_notices_and_no_queue() {
        gateway.close();
        gateway = new GatewayFixture(kind);
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR);
        gateway.person("rana", "org-a", Role.RELEASER);
        open(NAME);
        later(PAUSE);

        assertThat(told("rana")).hasSize(1);
        assertThat(gateway.inside.outbox.list()).isEmpty();
        assertThat(refusal(gateway.inside.outbox.trial(HOST, "a@example.org")).code())
                .isEqualTo("no-mail-server");
        assertThat(Optional.of(gateway.inside.outbox.wanted("rana"))).contains(true);
    }
}
