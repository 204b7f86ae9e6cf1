package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.PendingHandOvers;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.MailServer;
import org.sluice.gateway.testkit.PhoneServer;
import org.sluice.gateway.testkit.TestDatabase;

/** Where links and passwords go: a mail server, and a server of messages to telephones. */
abstract class DeliverLinksCase {
    static final Pattern ADDRESS = Pattern.compile("https://localhost:8443/l/([A-Za-z0-9_-]{43})");

    final TestDatabase kind;
    final MailServer mail = MailServer.plain();
    final PhoneServer phones = new PhoneServer();
    GatewayFixture gateway;
    Deposit deposit;

    DeliverLinksCase(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        gateway = new GatewayFixture(kind, mail.settings(Duration.ZERO), phones.settings(), "turkey-cross-border");
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR, Role.RELEASER);
        contact("desk", Optional.of("desk@example.org"), Optional.of("+900000000001"));
        deposit = gateway.assessment("ali", "a.txt", GatewayFixture.bytes("made up"));
        gateway.inside
                .facts
                .add(HOST, "host", "consent-of-organisation", deposit.id(), "org-a", Optional.of("made up"))
                .orThrow();
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
        mail.close();
        phones.close();
    }

    String part(int number) throws Exception {
        BodyPart part = ((MimeMultipart) mail.taken.getFirst().message().getContent()).getBodyPart(number);
        return String.valueOf(part.getContent());
    }

    OpenLink.Opening open(String text, String password) {
        Matcher found = ADDRESS.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return gateway.inside.openLink.open(found.group(1), password, LinkSteps.FROM);
    }

    LinkState state(ReleaseMade.HandOver made) {
        Optional<Link> link =
                gateway.inside.ledger.read(sql -> Links.find(sql, made.link().id()));
        return link.orElseThrow().state(gateway.clock.instant());
    }

    List<String> pending(ReleaseMade made) {
        return gateway.inside.ledger.read(
                sql -> PendingHandOvers.of(sql, made.release().id()));
    }

    Answer<ReleaseMade.HandOver> newPassword(ReleaseMade.HandOver made, Optional<Way> via, boolean send) {
        return gateway.inside
                .link
                .travel()
                .password()
                .make(HOST, made.link().id(), via, send ? LinkWishes.USUAL.sending() : LinkWishes.USUAL);
    }

    Answer<ReleaseMade> handOver(ReleaseMade made, Way link, Way password) {
        return gateway.inside
                .atOnce
                .handOver()
                .handOver(
                        HOST,
                        made.release().id(),
                        List.of("desk"),
                        Optional.of(link),
                        Optional.of(password),
                        LinkWishes.USUAL.sending());
    }

    Answer<ReleaseMade> release(Way link, Way password) {
        return gateway.inside.release.create(HOST, "ali", order(link, password, "desk"));
    }

    ReleaseOrder order(Way link, Way password, String to) {
        return order(link, password, to, deposit.id());
    }

    static ReleaseOrder order(Way link, Way password, String to, String depositId) {
        return new ReleaseOrder(
                List.of(depositId),
                List.of(to),
                "planning of the next round (made up)",
                Optional.empty(),
                Optional.empty(),
                Optional.of(link),
                Optional.of(password),
                LinkWishes.USUAL.sending());
    }

    void contact(String id, Optional<String> email, Optional<String> phone) {
        gateway.inside.register.addContact(HOST, row(id, email, phone)).orThrow();
    }

    void change(String id, Optional<String> email, Optional<String> phone) {
        gateway.inside.register.changeContact(HOST, row(id, email, phone)).orThrow();
    }

    static Contact row(String id, Optional<String> email, Optional<String> phone) {
        return new Contact(id, "Made-up " + id, Set.of("ocha-imos"), Optional.empty(), email, phone, "host");
    }
}
