package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.domain.protocol.Proposal.Objection;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.policy.ProtocolTemplate;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Proposals;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.store.Tx;

/**
 * Puts forward a change of a protocol and takes objections to it (child protection protocol, 1.7): communicated to all,
 * fourteen days for objections. What becomes of it is {@link DecidePolicy}'s. Thread-safe.
 */
public final class ProposePolicy {
    static final int LONGEST_WORDS = 2000;

    private final Ledger ledger;
    private final AssessPolicy assess;

    public ProposePolicy(Ledger ledger, AssessPolicy assess) {
        this.ledger = ledger;
        this.assess = assess;
    }

    /** A proposal with what was said against it. */
    public record Seen(Proposal proposal, List<Objection> objections, boolean awaitsDecision) {
        public Seen {
            objections = List.copyOf(objections);
        }
    }

    /**
     * Proposes a text and tells everybody.
     *
     * @param when another day or a longer window, where the group says so
     */
    public Answer<Seen> propose(Actor actor, String personId, String text, String summary, When when) {
        return ledger.write(tx -> {
            Person person = coordinator(tx, personId, ledger.now());
            return put(tx, actor, person, text, summary, when, Optional.empty());
        });
    }

    /**
     * What the group says of the periods.
     *
     * @param asked when it wants the change in force instead of the usual day; an earlier one shortens the window too
     * @param objectionsUntil when a window ends that is longer than the usual one
     */
    public record When(Optional<Proposal.Asked> asked, Optional<Instant> objectionsUntil) {
        /** As the document has them. */
        public static final When USUAL = new When(Optional.empty(), Optional.empty());
    }

    /** The same, inside the unit that ends the proposal which this one adapts. */
    Seen put(Tx tx, Actor actor, Person person, String text, String summary, When when, Optional<String> adapts) {
        Instant now = ledger.now();
        Optional<Proposal.Asked> asked = when.asked();
        requireWords("summary", summary);
        Protocol protocol = AssessPolicy.load(text).orThrow();
        check(tx.sql(), protocol, when, now);
        assess.against(tx.sql(), protocol).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        Proposal proposal = new Proposal(
                ledger.newId("p"),
                protocol.id(),
                protocol.version(),
                text,
                summary,
                person.id(),
                now,
                Proposal.windowEnds(now, asked, when.objectionsUntil()),
                asked,
                Proposal.State.OPEN,
                Optional.empty(),
                Optional.empty(),
                adapts);
        Proposals.add(tx, proposal);
        int told = TellPeople.tell(
                ledger,
                tx,
                now,
                Notice.Kind.POLICY_PROPOSED,
                Map.of(
                        "proposal", proposal.id(),
                        "protocol", protocol.id(),
                        "version", protocol.version(),
                        "summary", summary,
                        "by", person.name(),
                        "until", proposal.windowEnds().toString(),
                        "force", proposal.unopposedFrom().toString()),
                everybody -> true);
        AuditEvent event = new AuditEvent(
                EventKind.POLICY_PROPOSED,
                actor,
                Map.of(
                        "proposal", proposal.id(),
                        "by", person.id(),
                        "protocol", protocol.id(),
                        "version", protocol.version(),
                        "sha256", ProtocolTemplate.digest(text),
                        "summary", summary,
                        "window_ends", proposal.windowEnds().toString(),
                        "told", Integer.toString(told)));
        AuditEvent dated = asked.map(
                        a -> event.with("asked_for", a.inForce().toString()).with("asked_reason", a.reason()))
                .orElse(event);
        tx.append(adapts.map(id -> dated.with("adapts", id)).orElse(dated));
        return new Seen(proposal, List.of(), false);
    }

    private static void check(Handle sql, Protocol protocol, When when, Instant now) {
        if (ProtocolDocuments.has(sql, protocol.id(), protocol.version())) {
            throw new RefusedException(Refusal.conflict(
                    "version-taken",
                    "Version " + protocol.version() + " of " + protocol.id()
                            + " is on record and stays; give the change a version of its own."));
        }
        boolean open = Proposals.all(sql).stream()
                .anyMatch(p -> p.state() == Proposal.State.OPEN
                        && p.protocolId().equals(protocol.id())
                        && p.version().equals(protocol.version()));
        if (open) {
            throw new RefusedException(Refusal.conflict(
                    "version-proposed",
                    "Version " + protocol.version() + " of " + protocol.id()
                            + " is proposed already; have that decided first, or give this one another version."));
        }
        when.objectionsUntil()
                .filter(until -> !until.isAfter(now.plus(Proposal.WINDOW)))
                .ifPresent(until -> {
                    throw new RefusedException(Refusal.wrong(
                            "not-longer",
                            "Objections are taken for 14 days anyway, until " + now.plus(Proposal.WINDOW)
                                    + "; name a later day. To shorten the window, say when the change is to be in force,"
                                    + " with the group's reason."));
                });
        when.asked().ifPresent(a -> {
            requireWords("reason", a.reason());
            if (!a.inForce().isAfter(now)) {
                throw new RefusedException(Refusal.wrong(
                        "bad-date", "A change can't be in force before it was communicated; name a later day."));
            }
        });
    }

    /** Takes a participant's objection, while the window is open. */
    public Answer<Seen> object(Actor actor, String personId, String proposalId, String reason) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            requireWords("reason", reason);
            Person person = inStanding(tx, personId, now);
            Proposal proposal = find(tx.sql(), proposalId);
            Objection objection = new Objection(ledger.newId("o"), person.id(), person.participantId(), reason, now);
            if (!Proposals.object(tx, proposalId, objection)) {
                throw new RefusedException(Refusal.conflict(
                        "window-closed",
                        "Objections to " + proposalId + " were taken until " + proposal.windowEnds()
                                + "; propose another change instead."));
            }
            TellPeople.tell(
                    ledger,
                    tx,
                    now,
                    Notice.Kind.POLICY_OBJECTED,
                    Map.of(
                            "proposal", proposalId,
                            "protocol", proposal.protocolId(),
                            "version", proposal.version(),
                            "participant", person.participantId(),
                            "reason", reason),
                    p -> p.is(Role.COORDINATOR) || p.id().equals(proposal.by()));
            tx.append(new AuditEvent(
                    EventKind.POLICY_OBJECTED,
                    actor,
                    Map.of(
                            "proposal", proposalId,
                            "objection", objection.id(),
                            "by", person.id(),
                            "participant", person.participantId(),
                            "reason", reason)));
            return seen(tx.sql(), proposal, now);
        });
    }

    /** The group gives more time for objections than it said at first (child protection protocol, 1.7.4 b). */
    public Answer<Seen> extend(Actor actor, String personId, String proposalId, Instant until, String reason) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            requireWords("reason", reason);
            Person person = coordinator(tx, personId, now);
            Proposal before = find(tx.sql(), proposalId);
            if (!Proposals.extend(tx, proposalId, now, until)) {
                throw new RefusedException(
                        before.windowOpen(now)
                                ? Refusal.wrong(
                                        "not-longer",
                                        "Objections to " + proposalId + " are taken until " + before.windowEnds()
                                                + " anyway; name a later day.")
                                : Refusal.conflict(
                                        "window-closed",
                                        "The time for objections to " + proposalId + " was over at "
                                                + before.windowEnds() + " and can't be made longer any more."));
            }
            Proposal proposal = find(tx.sql(), proposalId);
            TellPeople.tell(
                    ledger,
                    tx,
                    now,
                    Notice.Kind.POLICY_WINDOW_EXTENDED,
                    Map.of(
                            "proposal", proposalId,
                            "protocol", proposal.protocolId(),
                            "version", proposal.version(),
                            "until", proposal.windowEnds().toString(),
                            "force", proposal.unopposedFrom().toString(),
                            "reason", reason),
                    everybody -> true);
            tx.append(new AuditEvent(
                    EventKind.POLICY_WINDOW_EXTENDED,
                    actor,
                    Map.of(
                            "proposal", proposalId,
                            "by", person.id(),
                            "from", before.windowEnds().toString(),
                            "until", proposal.windowEnds().toString(),
                            "reason", reason)));
            return seen(tx.sql(), proposal, now);
        });
    }

    public List<Seen> all() {
        Instant now = ledger.now();
        return ledger.read(
                sql -> Proposals.all(sql).stream().map(p -> seen(sql, p, now)).toList());
    }

    public Answer<Seen> one(String id) {
        Instant now = ledger.now();
        return ledger.read(sql -> Proposals.find(sql, id)
                .map(p -> Answer.done(seen(sql, p, now)))
                .orElseGet(() -> Answer.refused(Refusal.unknown("proposal", id))));
    }

    static Seen seen(Handle sql, Proposal proposal, Instant now) {
        List<Objection> objections = Proposals.objections(sql, proposal.id());
        return new Seen(proposal, objections, proposal.awaitsDecision(objections, now));
    }

    static Proposal find(Handle sql, String id) {
        return Proposals.find(sql, id).orElseThrow(() -> new RefusedException(Refusal.unknown("proposal", id)));
    }

    static Person inStanding(Tx tx, String personId, Instant now) {
        Person person = Persons.find(tx.sql(), personId)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("person", personId)));
        Participants.holdActive(tx, person.participantId(), now).orThrow();
        return person;
    }

    static Person coordinator(Tx tx, String personId, Instant now) {
        Person person = inStanding(tx, personId, now);
        if (!person.is(Role.COORDINATOR)) {
            throw new RefusedException(Refusal.forbidden(
                    "not-a-coordinator",
                    "Only a coordinator puts on record what the group proposes and decides; " + person.id()
                            + " is none. Name one with --as."));
        }
        return person;
    }

    static void requireWords(String what, String words) {
        if (words.isBlank() || words.length() > LONGEST_WORDS) {
            throw new RefusedException(
                    Refusal.wrong("no-" + what, "Give the " + what + " in 1 to " + LONGEST_WORDS + " characters."));
        }
    }
}
