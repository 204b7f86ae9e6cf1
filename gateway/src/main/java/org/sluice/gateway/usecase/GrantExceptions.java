package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.clearance.ExceptionGrant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.ExceptionGrants;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** Puts on record that the group lets something pass for a while: proposed by one coordinator, agreed to by another. Thread-safe. */
public final class GrantExceptions {
    static final Duration LONGEST = Duration.ofDays(184);

    private final Ledger ledger;
    private final Rulebook rules;

    public GrantExceptions(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /**
     * What is proposed.
     *
     * @param to the only side that it is for: a participant, or a contact without one
     * @param reason one of {@link ExceptionGrant.Reason#words}
     * @param approval where the group's approval is found
     */
    public record Proposed(
            String type, String audience, Optional<String> to, String reason, String approval, Instant until) {}

    public List<ExceptionGrant> all() {
        return ledger.read(ExceptionGrants::all);
    }

    public Answer<ExceptionGrant> propose(Actor actor, String asPerson, Proposed proposed) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Person person = coordinator(tx, asPerson, now);
            ExceptionGrant.Reason reason = ExceptionGrant.Reason.of(proposed.reason())
                    .orElseThrow(() -> refused(Refusal.wrong(
                            "bad-reason",
                            "An exception has one of these reasons: " + String.join(", ", ExceptionGrant.Reason.words())
                                    + ".")));
            if (proposed.approval().isBlank()) {
                throw refused(Refusal.wrong(
                        "approval-missing",
                        "Say where the group's approval is recorded, such as \"minutes of 3 March 2026, item 4\"."));
            }
            if (!proposed.until().isAfter(now) || proposed.until().isAfter(now.plus(LONGEST))) {
                throw refused(Refusal.wrong(
                        "bad-end", "An exception ends after now and within " + LONGEST.toDays() + " days."));
            }
            if (!rules.knowsType(tx.sql(), proposed.type(), now)) {
                throw refused(rules.unknownType(tx.sql(), proposed.type(), now));
            }
            if (!rules.knowsAudience(tx.sql(), proposed.audience(), now)) {
                throw refused(rules.unknownAudience(tx.sql(), proposed.audience(), now));
            }
            proposed.to().ifPresent(to -> {
                if (Participants.find(tx.sql(), to).isEmpty()
                        && Sides.ofId(tx.sql(), to).filter(to::equals).isEmpty()) {
                    throw refused(Refusal.unknown("participant", to));
                }
            });
            ExceptionGrant grant = new ExceptionGrant(
                    ledger.newId("x"),
                    proposed.type(),
                    proposed.audience(),
                    proposed.to(),
                    reason,
                    proposed.approval(),
                    person.id(),
                    now,
                    proposed.until(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            ExceptionGrants.add(tx, grant);
            tx.append(event(EventKind.EXCEPTION_PROPOSED, actor, grant, person));
            return grant;
        });
    }

    public Answer<ExceptionGrant> approve(Actor actor, String asPerson, String id) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Person person = coordinator(tx, asPerson, now);
            ExceptionGrant grant = find(tx, id);
            if (grant.proposedBy().equals(person.id())) {
                throw refused(Refusal.forbidden(
                        "own-exception", person.id() + " proposed this exception; another coordinator must agree."));
            }
            if (!ExceptionGrants.approve(tx, id, person.id(), now)) {
                throw refused(Refusal.conflict(
                        "exception-closed", "The exception " + id + " is approved already, or has ended."));
            }
            tx.append(event(EventKind.EXCEPTION_APPROVED, actor, grant, person));
            return find(tx, id);
        });
    }

    /** Ends it now; what rests on it closes from the next request on. A repeat is no error. */
    public Answer<ExceptionGrant> end(Actor actor, String asPerson, String id, String reason) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Person person = coordinator(tx, asPerson, now);
            ExceptionGrant grant = find(tx, id);
            if (ExceptionGrants.end(tx, id, person.id(), reason, now)) {
                tx.append(event(EventKind.EXCEPTION_ENDED, actor, grant, person).with("why", Words.cut(reason)));
            }
            return find(tx, id);
        });
    }

    private static Person coordinator(Tx tx, String id, Instant now) {
        Person person = Persons.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("person", id)));
        Participants.holdActive(tx, person.participantId(), now).orThrow();
        if (!person.is(Role.COORDINATOR)) {
            throw refused(Refusal.forbidden(
                    "not-a-coordinator", id + " is no coordinator; the group's exceptions are for coordinators."));
        }
        return person;
    }

    private static ExceptionGrant find(Tx tx, String id) {
        return ExceptionGrants.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("exception", id)));
    }

    private static AuditEvent event(EventKind kind, Actor actor, ExceptionGrant grant, Person by) {
        Map<String, String> details = new HashMap<>(Map.of(
                "exception", grant.id(),
                "type", grant.type(),
                "audience", grant.audience(),
                "reason", grant.reason().word(),
                "approval", Words.cut(grant.approval()),
                "until", grant.until().toString(),
                "by", by.id()));
        grant.recipient().ifPresent(to -> details.put("recipient", to));
        return new AuditEvent(kind, actor, details);
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
