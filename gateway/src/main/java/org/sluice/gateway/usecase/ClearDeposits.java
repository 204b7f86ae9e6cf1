package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.clearance.Clearance;
import org.sluice.gateway.domain.clearance.Clearer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.Clearances;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** Asks for clearances, agrees to them, ends them, and looks at what went at once. Thread-safe. */
public final class ClearDeposits {
    /** A clearance of one deposit that says no end. */
    static final Duration USUAL_LIFE = Duration.ofDays(30);
    /** A release that went at once. */
    static final Duration VITAL_LIFE = Duration.ofDays(7);

    static final Duration LONGEST_STANDING = Duration.ofDays(366);

    private final Ledger ledger;
    private final Rulebook rules;

    public ClearDeposits(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /**
     * What is asked.
     *
     * @param subject a deposit's id; for a standing clearance an information type
     * @param sender a standing one: the participant that may release under it
     * @param to one deposit: the contact or person; standing: a participant, or a contact without one
     */
    public record Asked(
            Clearance.Kind kind,
            String subject,
            String audience,
            Optional<String> sender,
            Optional<String> to,
            Clearance.Checklist checklist,
            Optional<Instant> until) {}

    public List<Clearance> all() {
        return ledger.read(Clearances::all);
    }

    public Answer<Clearance> ask(Actor actor, String asPerson, Asked asked) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            complete(asked.checklist());
            Person person = person(tx, asPerson, now);
            Clearance clearance = asked.kind() == Clearance.Kind.STANDING
                    ? standing(tx, person, asked, now)
                    : ofDeposit(tx, person, asked, now);
            Clearances.add(tx, clearance);
            tx.append(ClearanceRecord.of(EventKind.CLEARANCE_ASKED, actor, clearance)
                    .with("risk", Words.cut(asked.checklist().risk()))
                    .with("mitigation", Words.cut(asked.checklist().mitigation()))
                    .with("anonymisation", Words.cut(asked.checklist().anonymisation()))
                    .with("purpose", Words.cut(asked.checklist().purpose())));
            tell(tx, clearance, now);
            return clearance;
        });
    }

    private Clearance ofDeposit(Tx tx, Person person, Asked asked, Instant now) {
        boolean vital = asked.kind() == Clearance.Kind.VITAL_INTERESTS;
        Deposit deposit = Deposits.find(tx.sql(), asked.subject())
                .filter(found -> found.state() != DepositState.REMOVED)
                .orElseThrow(() -> refused(Refusal.unknown("deposit", asked.subject())));
        barred(person, Optional.of(deposit.participantId()), personal(tx, deposit, now));
        known(tx, deposit.type(), asked.audience(), now);
        if (asked.sender().isPresent()) {
            throw refused(Refusal.wrong("sender-unasked", "Only a standing clearance names a sender; leave it out."));
        }
        asked.to().filter(to -> Sides.ofId(tx.sql(), to).isEmpty()).ifPresent(to -> {
            throw refused(Refusal.unknown("recipient", to));
        });
        if (vital && asked.to().isEmpty()) {
            throw refused(Refusal.wrong("recipient-missing", "Say who needs it at once: --to RECIPIENT."));
        }
        if (vital && !ClearedFirst.flow(rules, tx.sql(), deposit.type(), now)) {
            throw refused(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "not-a-flow",
                    "Only what the protocol marks as a flow, such as a referral, goes at once for vital interests; "
                            + deposit.type() + " is none. Ask for an approval: sluice clearance add."));
        }
        return new Clearance(
                ledger.newId("c"),
                asked.kind(),
                Optional.of(deposit.id()),
                deposit.labelVersion(),
                deposit.type(),
                asked.audience(),
                Optional.empty(),
                asked.to(),
                asked.checklist(),
                person.id(),
                now,
                until(asked, now, vital ? VITAL_LIFE : USUAL_LIFE, vital ? VITAL_LIFE : LONGEST_STANDING),
                Optional.empty(),
                Optional.empty(),
                vital
                        ? Optional.of(new Clearance.Review(now.plus(Clearance.REVIEW_WITHIN), Optional.empty(), false))
                        : Optional.empty());
    }

    private Clearance standing(Tx tx, Person person, Asked asked, Instant now) {
        known(tx, asked.subject(), asked.audience(), now);
        barred(person, asked.sender(), false);
        asked.sender()
                .filter(sender -> Participants.find(tx.sql(), sender).isEmpty())
                .ifPresent(sender -> {
                    throw refused(Refusal.unknown("participant", sender));
                });
        asked.to().ifPresent(to -> {
            boolean side = Participants.find(tx.sql(), to).isPresent()
                    || Sides.ofId(tx.sql(), to).filter(to::equals).isPresent();
            if (!side) {
                throw refused(Refusal.wrong(
                        "unknown-side",
                        "A standing clearance goes to a participant, or to a contact that belongs to none; \"" + to
                                + "\" is neither."));
            }
        });
        if (asked.until().isEmpty()) {
            throw refused(Refusal.wrong("end-missing", "A standing clearance has an end: --until 2027-01-31."));
        }
        return new Clearance(
                ledger.newId("c"),
                asked.kind(),
                Optional.empty(),
                0,
                asked.subject(),
                asked.audience(),
                asked.sender(),
                asked.to(),
                asked.checklist(),
                person.id(),
                now,
                until(asked, now, LONGEST_STANDING, LONGEST_STANDING),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A second person's agreement. Whoever asked can't give it, and for one deposit its releaser's does not count. */
    public Answer<Clearance> approve(Actor actor, String asPerson, String id, String note) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Clearance clearance = find(tx, id);
            Person person = judge(tx, asPerson, clearance, now);
            if (!Clearances.approve(tx, id, new Clearance.Approval(person.id(), now, note))) {
                throw refused(Refusal.conflict(
                        "clearance-closed", "The clearance " + id + " is approved already, or has ended."));
            }
            Clearance approved = find(tx, id);
            tx.append(ClearanceRecord.of(EventKind.CLEARANCE_APPROVED, actor, approved)
                    .with("by", person.id())
                    .with("note", Words.cut(note)));
            clearance.depositId().ifPresent(deposit -> Notices.dropOf(tx, deposit, Notice.Kind.CLEARANCE_ASKED));
            return approved;
        });
    }

    /** Takes a clearance back, or declines one that was asked for; what rests on it closes from the next request on. */
    public Answer<Clearance> end(Actor actor, String asPerson, String id, String reason) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Clearance clearance = find(tx, id);
            Person person = person(tx, asPerson, now);
            if (!person.id().equals(clearance.askedBy())) {
                barred(person, owner(tx, clearance), personal(tx, clearance, now));
            }
            if (Clearances.end(tx, id, person.id(), reason, now)) {
                tx.append(ClearanceRecord.of(EventKind.CLEARANCE_ENDED, actor, clearance)
                        .with("by", person.id())
                        .with("reason", Words.cut(reason)));
                clearance.depositId().ifPresent(deposit -> Notices.dropOf(tx, deposit, Notice.Kind.CLEARANCE_ASKED));
            }
            return find(tx, id);
        });
    }

    /** The look at a release that went at once. A late one opens it again, if it is upheld. */
    public Answer<Clearance> review(Actor actor, String asPerson, String id, boolean upheld, String note) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Clearance clearance = find(tx, id);
            Person person = judge(tx, asPerson, clearance, now);
            if (!Clearances.review(tx, id, person.id(), upheld, note, now)) {
                throw refused(Refusal.conflict(
                        "nothing-to-review",
                        "The clearance " + id + " is not one for vital interests that waits for its review."));
            }
            tx.append(ClearanceRecord.of(EventKind.CLEARANCE_REVIEWED, actor, clearance)
                    .with("by", person.id())
                    .with("upheld", Boolean.toString(upheld))
                    .with("note", Words.cut(note)));
            clearance.depositId().ifPresent(deposit -> {
                Notices.dropOf(tx, deposit, Notice.Kind.REVIEW_DUE);
                Notices.dropOf(tx, deposit, Notice.Kind.REVIEW_OVERDUE);
            });
            return find(tx, id);
        });
    }

    /**
     * How many people a participant wants to look before anything of its own, or released by it, leaves.
     *
     * @param people 0, 1 or 2
     */
    public Answer<Integer> demand(Actor actor, String asPerson, String participantId, int people) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Person person = person(tx, asPerson, now);
            if (people < 0 || people > 2) {
                throw refused(Refusal.wrong("bad-people", "Say 0, 1 or 2 people."));
            }
            barred(person, Optional.of(participantId), true);
            Clearances.demand(tx, participantId, people);
            tx.append(new AuditEvent(
                    EventKind.CLEARANCE_DEMANDED,
                    actor,
                    Map.of("participant", participantId, "people", Integer.toString(people), "by", person.id())));
            return people;
        });
    }

    /** Asks the reviewers again a day before a review is overdue, and says so when it is. Returns how many it told. */
    public int due() {
        Instant now = ledger.now();
        int told = 0;
        for (Clearance clearance : ledger.read(Clearances::unreviewed)) {
            Instant by = clearance.review().map(Clearance.Review::by).orElseThrow();
            boolean overdue = !now.isBefore(by);
            if (overdue || !now.isBefore(by.minus(Clearance.REMIND_BEFORE))) {
                told += ledger.write(tx -> remind(tx, clearance, overdue, now)).orThrow() ? 1 : 0;
            }
        }
        return told;
    }

    private boolean remind(Tx tx, Clearance clearance, boolean overdue, Instant now) {
        if (overdue ? !Clearances.overdue(tx, clearance.id(), now) : !Clearances.reminded(tx, clearance.id(), now)) {
            return false;
        }
        if (overdue) {
            tx.append(ClearanceRecord.of(
                    EventKind.CLEARANCE_REVIEW_OVERDUE, new Actor.SystemActor("clearance"), clearance));
        }
        notify(tx, clearance, overdue ? Notice.Kind.REVIEW_OVERDUE : Notice.Kind.REVIEW_DUE, now);
        return true;
    }

    private void tell(Tx tx, Clearance clearance, Instant now) {
        notify(
                tx,
                clearance,
                clearance.kind() == Clearance.Kind.VITAL_INTERESTS
                        ? Notice.Kind.REVIEW_DUE
                        : Notice.Kind.CLEARANCE_ASKED,
                now);
    }

    /** To everybody who could agree. Without the file's name: whoever may judge a label need not see what it names. */
    private void notify(Tx tx, Clearance clearance, Notice.Kind kind, Instant now) {
        Optional<String> owner = owner(tx, clearance);
        boolean personal = personal(tx, clearance, now);
        for (Person person : Persons.all(tx.sql())) {
            if (!person.id().equals(clearance.askedBy())
                    && Clearer.barred(person, owner, personal).isEmpty()) {
                Notices.add(
                        tx,
                        new Notice(
                                ledger.newId("n"),
                                person.id(),
                                now,
                                kind,
                                Map.of(
                                        "clearance", clearance.id(),
                                        "by", clearance.askedBy(),
                                        "type", clearance.type(),
                                        "audience", clearance.audience(),
                                        "until",
                                                clearance
                                                        .review()
                                                        .map(Clearance.Review::by)
                                                        .orElse(clearance.until())
                                                        .toString()),
                                clearance.depositId()));
            }
        }
    }

    private Person judge(Tx tx, String asPerson, Clearance clearance, Instant now) {
        Person person = person(tx, asPerson, now);
        barred(person, owner(tx, clearance), personal(tx, clearance, now));
        if (person.id().equals(clearance.askedBy())) {
            throw refused(Refusal.forbidden(
                    "own-clearance",
                    person.id() + " asked for this clearance, so another person must look at it; two are asked."));
        }
        return person;
    }

    private static Optional<String> owner(Tx tx, Clearance clearance) {
        return clearance
                .depositId()
                .flatMap(id -> Deposits.find(tx.sql(), id))
                .map(Deposit::participantId)
                .or(clearance::sender);
    }

    private boolean personal(Tx tx, Clearance clearance, Instant now) {
        return clearance
                .depositId()
                .flatMap(id -> Deposits.find(tx.sql(), id))
                .filter(deposit -> personal(tx, deposit, now))
                .isPresent();
    }

    private boolean personal(Tx tx, Deposit deposit, Instant now) {
        Label counted = rules.counted(tx.sql(), deposit.label(), now);
        return Level.checked(Dimension.PERSONS, "pseudonymised").atMost(counted.effective(Dimension.PERSONS));
    }

    private void known(Tx tx, String type, String audience, Instant now) {
        if (!rules.knowsType(tx.sql(), type, now)) {
            throw refused(rules.unknownType(tx.sql(), type, now));
        }
        if (!rules.knowsAudience(tx.sql(), audience, now)) {
            throw refused(rules.unknownAudience(tx.sql(), audience, now));
        }
    }

    private static Instant until(Asked asked, Instant now, Duration usual, Duration longest) {
        Instant until = asked.until().orElse(now.plus(usual));
        if (!until.isAfter(now) || until.isAfter(now.plus(longest))) {
            throw refused(Refusal.wrong(
                    "bad-end", "It ends after now and within " + longest.toDays() + " days; give such an end."));
        }
        return until;
    }

    private static void complete(Clearance.Checklist checklist) {
        if (checklist.open()) {
            throw refused(Refusal.wrong(
                    "checklist-open",
                    "The checklist has an open line: say the risk, its mitigation, how it was made less identifying"
                            + " (or why not), and the purpose."));
        }
    }

    /** A person in standing: one of a suspended or withdrawn participant vouches for nothing. */
    private static Person person(Tx tx, String id, Instant now) {
        Person person = Persons.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("person", id)));
        Participants.holdActive(tx, person.participantId(), now).orThrow();
        return person;
    }

    private static void barred(Person person, Optional<String> owner, boolean personal) {
        Clearer.barred(person, owner, personal).ifPresent(refusal -> {
            throw refused(refusal);
        });
    }

    private static Clearance find(Tx tx, String id) {
        return Clearances.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("clearance", id)));
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
