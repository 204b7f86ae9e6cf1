package org.sluice.gateway.usecase;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.mail.Mail;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Mails;
import org.sluice.gateway.store.NewDeposits;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/**
 * Mail that is put down in the unit of what it tells of and sent later, so that no mail server can hold up or undo an act.
 * Mail of one kind to one person gathers for a pause and goes together. Who may be told, and of what, is looked at again
 * when it is sent. A mail goes at least once: a node that stops between the server's yes and its own record sends again,
 * under the same message id. Thread-safe.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Actor MAIL = new Actor.SystemActor("mail");
    /** So long one attempt may take before another node may think that this one died. */
    static final Duration HELD = Duration.ofMinutes(10);
    /** So long it is remembered what was sent, and so long a notice of new deposits stays. */
    static final Duration REMEMBERED = Duration.ofDays(30);

    private static final int MOST_AT_ONCE = 50;
    private static final int MOST_LISTED = 500;
    private static final int LONGEST_SAID = 300;

    private final Ledger ledger;
    private final DepositListeners listeners;
    private final Optional<Mailer> mailer;
    private final Duration pause;

    /**
     * @param mailer absent where the gateway has no mail server: then nothing is put down, and notices are all there is
     * @param pause how long mail gathers
     */
    Outbox(Ledger ledger, DepositListeners listeners, Optional<Mailer> mailer, Duration pause) {
        this.ledger = ledger;
        this.listeners = listeners;
        this.mailer = mailer;
        this.pause = pause;
    }

    /** With who may be told of what. */
    public static Outbox of(Ledger ledger, Rulebook rules, Optional<Mailer> mailer, Duration pause) {
        return new Outbox(ledger, new DepositListeners(rules), mailer, pause);
    }

    /** What tells of new deposits, by notices and by this outbox. */
    public static OnDeposited telling(Ledger ledger, Rulebook rules, Outbox outbox) {
        return new TellOfDeposits(ledger, new DepositListeners(rules), outbox);
    }

    /** Adds a deposit to the mail that gathers for a person. */
    void gather(Tx tx, Person person, Mail.Kind kind, String depositId, Instant now) {
        if (mailer.isEmpty() || !Mails.wanted(tx.sql(), person.id())) {
            return;
        }
        String id = Mails.holdGathering(tx, person.id(), kind)
                .or(() -> {
                    // Another node may have begun one a moment ago: then that one gathers.
                    Mails.addUnlessGathering(tx, fresh(person, kind, now));
                    return Mails.holdGathering(tx, person.id(), kind);
                })
                .orElseThrow(() -> new IllegalStateException("The mail that gathers was sent while it began."));
        Mails.addDeposit(tx, id, depositId);
    }

    private Mail fresh(Person person, Mail.Kind kind, Instant now) {
        return new Mail(
                ledger.newId("e"),
                person.id(),
                kind,
                Mail.State.WAITING,
                0,
                now,
                Optional.of(now.plus(pause)),
                Optional.empty(),
                Optional.empty());
    }

    /** Sends what is due, until the server does not take one; returns how many went. */
    public int due() {
        forget();
        if (mailer.isEmpty()) {
            return 0;
        }
        int sent = 0;
        for (Mail mail : ledger.read(sql -> Mails.due(sql, ledger.now(), MOST_AT_ONCE))) {
            switch (send(mailer.get(), mail)) {
                case SENT -> sent++;
                case NOTHING -> {}
                case FAILED -> {
                    // The others come in the next run; a server that is away need not be asked fifty times.
                    return sent;
                }
            }
        }
        return sent;
    }

    private enum Outcome {
        SENT,
        NOTHING,
        FAILED
    }

    private Outcome send(Mailer way, Mail due) {
        Instant now = ledger.now();
        Optional<Mail> taken = ledger.write(tx -> Mails.take(tx, due.id(), now, now.plus(HELD))
                        ? Mails.find(tx.sql(), due.id())
                        : Optional.<Mail>empty())
                .orThrow();
        if (taken.isEmpty()) {
            return Outcome.NOTHING;
        }
        Mail mail = taken.get();
        Optional<Mailer.Addressed> letter = ledger.read(sql -> addressed(sql, mail, now));
        if (letter.isEmpty()) {
            end(mail, Mail.State.DROPPED, Optional.empty());
            return Outcome.NOTHING;
        }
        try {
            way.send(letter.get());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The mail {} could not be sent: {}", mail.id(), oneLine(e));
            LOG.debug("What stood against the mail {}", mail.id(), e);
            failed(mail, oneLine(e));
            return Outcome.FAILED;
        }
        end(mail, Mail.State.SENT, Optional.empty());
        return Outcome.SENT;
    }

    private Optional<Mailer.Addressed> addressed(Handle sql, Mail mail, Instant now) {
        return Persons.find(sql, mail.personId())
                .filter(person -> Mails.wanted(sql, person.id()))
                .flatMap(person -> letter(sql, mail, person, now)
                        .map(letter -> new Mailer.Addressed(mail.id(), person.email(), person.language(), letter)));
    }

    private Optional<Letter> letter(Handle sql, Mail mail, Person person, Instant now) {
        return switch (mail.kind()) {
            case INBOX ->
                Releases.anyFor(sql, person.id(), Mails.deposits(sql, mail.id()), now)
                        ? Optional.of(new Letter.Inbox(person.id()))
                        : Optional.empty();
            case NEW_DEPOSITS -> listeners.letter(sql, person, Mails.deposits(sql, mail.id()), now);
        };
    }

    private void end(Mail mail, Mail.State state, Optional<String> said) {
        ledger.write(tx -> {
                    boolean ended = Mails.end(tx, mail, state, ledger.now(), said);
                    if (ended && state == Mail.State.SENT) {
                        tx.append(event(EventKind.MAIL_SENT, mail));
                    }
                    return ended;
                })
                .orThrow();
    }

    private void failed(Mail mail, String said) {
        Instant now = ledger.now();
        Optional<Instant> again = mail.again(now);
        ledger.write(tx -> {
                    if (again.isPresent()) {
                        Mails.again(tx, mail, again.get(), said);
                    } else if (Mails.end(tx, mail, Mail.State.FAILED, now, Optional.of(said))) {
                        tx.append(event(EventKind.MAIL_FAILED, mail).with("said", said));
                        TellPeople.tell(
                                ledger,
                                tx,
                                now,
                                Notice.Kind.MAIL_FAILED,
                                Map.of(
                                        "mail", mail.id(),
                                        "person", mail.personId(),
                                        "since", mail.created().toString(),
                                        "reason", said),
                                person -> person.is(Role.ADMINISTRATOR));
                    }
                    return said;
                })
                .orThrow();
    }

    private static AuditEvent event(EventKind kind, Mail mail) {
        return new AuditEvent(
                kind,
                MAIL,
                Map.of(
                        "mail", mail.id(),
                        "person", mail.personId(),
                        "kind", mail.kind().word(),
                        "attempts", Integer.toString(mail.attempts())));
    }

    private static String oneLine(Exception e) {
        String said =
                String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
        return said.length() > LONGEST_SAID ? said.substring(0, LONGEST_SAID) + "…" : said;
    }

    private void forget() {
        Instant before = ledger.now().minus(REMEMBERED);
        String day = LocalDate.ofInstant(before, ZoneOffset.UTC).toString();
        if (ledger.read(sql -> Mails.forgettable(sql, before) || NewDeposits.forgettable(sql, day))) {
            ledger.write(tx -> {
                        Mails.forget(tx, before);
                        NewDeposits.forget(tx, day);
                        return day;
                    })
                    .orThrow();
        }
    }

    /** The newest mail first, sent ones of the last month included. */
    public List<Mail> list() {
        return ledger.read(sql -> Mails.all(sql, MOST_LISTED));
    }

    /** Sends a mail now that says nothing but that mail arrives; waits for the server. */
    public Answer<String> trial(Actor actor, String address) {
        Answer<String> may = ledger.write(tx -> {
            Entitled.administrator(tx, actor, "tries whether mail arrives", ledger.now());
            RegisterWords.requireAddress(address);
            return address;
        });
        return may.then(to -> mailer.map(way -> trial(actor, way, to))
                .orElse(Answer.refused(Refusal.conflict(
                        "no-mail-server",
                        "This gateway has no mail server, so people get notices only. Name one in sluice.yaml with"
                                + " smtp-host and mail-from, and start the gateway again."))));
    }

    private Answer<String> trial(Actor actor, Mailer way, String address) {
        String id = ledger.newId("e");
        try {
            way.send(new Mailer.Addressed(id, address, "en", new Letter.Trial()));
        } catch (IOException e) {
            return Answer.refused(
                    Refusal.of(Refusal.Kind.BUSY, "mail-failed", "The mail could not be sent: " + oneLine(e)));
        }
        ledger.record(new AuditEvent(EventKind.MAIL_SENT, actor, Map.of("mail", id, "kind", "trial")));
        return Answer.done(id);
    }

    /** Whether a person gets mail; notices come all the same. For the person itself, and for administrators. */
    public Answer<Person> want(Actor actor, String personId, boolean wanted) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Entitled.acting(tx, actor, now)
                    .filter(acting -> !acting.id().equals(personId) && !acting.is(Role.ADMINISTRATOR))
                    .ifPresent(acting -> {
                        throw new RefusedException(Refusal.forbidden(
                                "not-oneself",
                                "Only " + personId + " or an administrator says whether mail goes there; " + acting.id()
                                        + " is neither."));
                    });
            Person person = Persons.find(tx.sql(), personId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("person", personId)));
            Mails.want(tx, personId, wanted, now);
            tx.append(new AuditEvent(
                    EventKind.MAIL_WANTED, actor, Map.of("person", personId, "wanted", Boolean.toString(wanted))));
            return person;
        });
    }

    public boolean wanted(String personId) {
        return ledger.read(sql -> Mails.wanted(sql, personId));
    }
}
