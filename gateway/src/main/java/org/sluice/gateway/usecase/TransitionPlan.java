package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.GroupDecision;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.ReceivedCopy;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.store.GroupDecisions;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.ReceivedCopies;
import org.sluice.gateway.store.TransitionEntries;
import org.sluice.gateway.store.Tx;

/**
 * The transition plan of a participant that has given notice: what passes to whom as it leaves, and what it may fetch until
 * then. Each successor acknowledges its part, and the plan is in force once all have; a line that is added later counts
 * from when nothing is left to acknowledge, and takes no force from those before it. Thread-safe.
 */
public final class TransitionPlan implements DueSource {
    private final Ledger ledger;
    private final SuccessorRule rule;
    private final TransitionSubject subjects;

    public TransitionPlan(Ledger ledger, SuccessorRule rule) {
        this.ledger = ledger;
        this.rule = rule;
        this.subjects = new TransitionSubject(rule);
    }

    /**
     * One line as it is proposed.
     *
     * @param successor to whom it passes; for a fetch the deposit's owner
     * @param audience the successor's audience that counts; the one that the matrix permits where absent
     */
    public record Order(
            String leaver,
            TransitionEntry.Kind kind,
            String subject,
            String successor,
            Optional<String> audience,
            Optional<String> purpose) {}

    /** An acknowledgement that the successor's person gave on paper, and which somebody else puts on record. */
    public record OnEvidence(String person, String evidence) {}

    /** A withdrawal with all that belongs to it. */
    public record Seen(
            Participant leaver,
            List<TransitionEntry> entries,
            List<ReceivedCopy> copies,
            List<GroupDecision> decisions) {
        public Seen {
            entries = List.copyOf(entries);
            copies = List.copyOf(copies);
            decisions = List.copyOf(decisions);
        }

        /** Whether there is a plan and nothing of it waits for a word. */
        public boolean inForce() {
            List<TransitionEntry> open =
                    entries.stream().filter(TransitionEntry::open).toList();
            return !open.isEmpty() && open.stream().allMatch(TransitionEntry::counts);
        }
    }

    /** @param as a coordinator or administrator, or one of the leaver's people; none for the host's administrator */
    public Answer<TransitionEntry> propose(Actor actor, Optional<String> as, Order order) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Participant leaver = leaving(tx, order.leaver(), now);
            as.ifPresent(id -> {
                Person person = person(tx.sql(), id);
                if (!ofTheLeaver(person, leaver) && !Entitled.presides(person)) {
                    throw refused(Refusal.forbidden(
                            "not-a-coordinator",
                            "A line of the plan is proposed by a coordinator or by one of " + leaver.id()
                                    + "'s people."));
                }
            });
            rule.standing(tx.sql(), order.successor(), order.leaver(), now).ifPresent(refusal -> {
                throw refused(refusal);
            });
            Participant successor =
                    Participants.find(tx.sql(), order.successor()).orElseThrow();
            Optional<String> audience = subjects.check(
                    tx.sql(),
                    order,
                    successor,
                    as.map(id -> Entitled.presides(person(tx.sql(), id))).orElse(true),
                    now);
            TransitionEntry entry = new TransitionEntry(
                    ledger.newId("x"),
                    leaver.id(),
                    order.kind(),
                    order.subject(),
                    successor.id(),
                    audience,
                    order.purpose().filter(words -> !words.isBlank()).orElse("handover of activities"),
                    as.orElse("administrator"),
                    now,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            TransitionEntries.add(tx, entry);
            tx.append(event(EventKind.PLAN_PROPOSED, actor, entry));
            TellPeople.tell(
                    ledger,
                    tx,
                    now,
                    Notice.Kind.PLAN_TO_ACKNOWLEDGE,
                    Map.of(
                            "participant", leaver.id(),
                            "what", entry.kind().word() + " " + entry.subject(),
                            "successor", successor.id(),
                            "effective", leaver.effective().orElseThrow().toString()),
                    person -> person.participantId().equals(successor.id()) && person.is(Role.RELEASER));
            return entry;
        });
    }

    /**
     * A successor takes over its part of a plan, all of it; answers with the plan as {@link #show} does.
     *
     * @param as a releaser of the successor; with {@code onEvidence} a coordinator or administrator, or nobody for the host's
     *     administrator
     */
    public Answer<Seen> acknowledge(
            Actor actor, Optional<String> as, String leaverId, Optional<OnEvidence> onEvidence) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Participant leaver = leaving(tx, leaverId, now);
            String speaking = speaking(tx.sql(), as, leaver, onEvidence);
            Person person = person(tx.sql(), speaking);
            if (ofTheLeaver(person, leaver)) {
                throw refused(Refusal.forbidden(
                        "own-plan",
                        "Nobody of " + leaverId + " acknowledges its own plan; a person of the successor does."));
            }
            String successor = person.participantId();
            rule.standing(tx.sql(), successor, leaverId, now).ifPresent(refusal -> {
                throw refused(refusal);
            });
            rule.speaker(tx.sql(), person.id(), successor, now).orThrow();
            List<TransitionEntry> part = TransitionEntries.open(tx.sql(), leaverId).stream()
                    .filter(entry -> entry.successor().equals(successor)
                            && entry.acknowledged().isEmpty())
                    .toList();
            if (part.isEmpty()) {
                throw refused(Refusal.conflict(
                        "nothing-to-acknowledge",
                        "Nothing in the plan of " + leaverId + " waits for " + successor
                                + ". See: sluice participant plan show " + leaverId));
            }
            judge(tx.sql(), part, person.id(), now);
            Notices.dropOf(
                    tx, Notice.Kind.PLAN_TO_ACKNOWLEDGE, Map.of("participant", leaverId, "successor", successor));
            TransitionEntry.Acknowledgement word =
                    new TransitionEntry.Acknowledgement(person.id(), now, onEvidence.map(OnEvidence::evidence));
            for (TransitionEntry entry : part) {
                TransitionEntries.acknowledge(tx, entry.id(), word);
                AuditEvent event =
                        event(EventKind.PLAN_ACKNOWLEDGED, actor, entry).with("person", person.id());
                tx.append(onEvidence
                        .map(on -> event.with("evidence", Words.cut(on.evidence())))
                        .orElse(event));
            }
            putInForce(tx, actor, leaver, now);
            return shown(tx.sql(), as, leaver).orThrow();
        });
    }

    /** All that speaks against any line is told at once. */
    private void judge(Handle sql, List<TransitionEntry> part, String personId, Instant now) {
        List<String> against = new ArrayList<>();
        Optional<Refusal> first = Optional.empty();
        for (TransitionEntry entry : part) {
            for (Refusal refusal : rule.against(sql, entry, personId, now)) {
                first = first.or(() -> Optional.of(refusal));
                against.add(entry.id() + ": " + refusal.message());
            }
        }
        if (first.isPresent()) {
            Refusal refusal = first.get();
            throw refused(new Refusal(
                    refusal.kind(),
                    refusal.code(),
                    against.getFirst() + " Put that right, or have the line dropped: sluice participant plan drop ENTRY"
                            + " --reason TEXT",
                    against));
        }
    }

    /** Whose word it is that is put on record. */
    private static String speaking(
            Handle sql, Optional<String> as, Participant leaver, Optional<OnEvidence> onEvidence) {
        if (onEvidence.isEmpty()) {
            return as.orElseThrow(() -> refused(Refusal.wrong(
                    "no-person",
                    "A person of the successor acknowledges, with --as; or put its written word on record with --by"
                            + " PERSON --evidence TEXT.")));
        }
        as.map(id -> person(sql, id))
                .filter(person -> !Entitled.presides(person) || ofTheLeaver(person, leaver))
                .ifPresent(person -> {
                    throw refused(Refusal.forbidden(
                            "not-a-coordinator",
                            "Another's written word is put on record by a coordinator or administrator, and by nobody"
                                    + " of " + leaver.id() + "."));
                });
        if (onEvidence.get().evidence().isBlank()) {
            throw refused(Refusal.wrong("no-evidence", "Say where the successor's word is written, with its date."));
        }
        return onEvidence.get().person();
    }

    /**
     * Drops one line; answers with the plan as {@link #show} does.
     *
     * @param as as in {@link #propose}, or a releaser of the successor; what was acknowledged the leaver can't take back
     */
    public Answer<Seen> drop(Actor actor, Optional<String> as, String entryId, String reason) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            TransitionEntry entry = TransitionEntries.find(tx.sql(), entryId)
                    .orElseThrow(() -> refused(Refusal.unknown("entry", entryId)));
            Participant leaver = leaving(tx, entry.leaver(), now);
            if (reason.isBlank()) {
                throw refused(Refusal.wrong("no-reason", "Say why the line is dropped; the others read it."));
            }
            as.map(id -> person(tx.sql(), id))
                    .filter(person -> !mayDrop(person, entry, leaver))
                    .ifPresent(person -> {
                        throw refused(Refusal.forbidden(
                                "not-yours-to-drop",
                                "A coordinator drops a line, or " + entry.successor() + " its own; " + leaver.id()
                                        + " only what is not acknowledged yet."));
                    });
            if (!TransitionEntries.end(
                    tx, entryId, new TransitionEntry.Ending(TransitionEntry.Outcome.DROPPED, reason, now))) {
                throw refused(Refusal.conflict("entry-ended", "The line " + entryId + " has ended already."));
            }
            tx.append(event(EventKind.PLAN_DROPPED, actor, entry).with("reason", Words.cut(reason)));
            putInForce(tx, actor, leaver, now);
            return shown(tx.sql(), as, leaver).orThrow();
        });
    }

    private static boolean mayDrop(Person person, TransitionEntry entry, Participant leaver) {
        if (ofTheLeaver(person, leaver)) {
            return entry.acknowledged().isEmpty();
        }
        return Entitled.presides(person)
                || (person.participantId().equals(entry.successor()) && person.is(Role.RELEASER));
    }

    private void putInForce(Tx tx, Actor actor, Participant leaver, Instant now) {
        int lines = TransitionEntries.inForce(tx, leaver.id(), now);
        if (lines == 0) {
            return;
        }
        tx.append(new AuditEvent(
                EventKind.PLAN_IN_FORCE, actor, Map.of("participant", leaver.id(), "lines", Integer.toString(lines))));
        TellPeople.tell(
                ledger,
                tx,
                now,
                Notice.Kind.PLAN_IN_FORCE,
                Map.of(
                        "participant", leaver.id(),
                        "lines", Integer.toString(lines),
                        "effective", leaver.effective().orElseThrow().toString()),
                person -> ofTheLeaver(person, leaver) || person.is(Role.COORDINATOR));
    }

    /**
     * The plan of who leaves or left, with the files that it has to account for.
     *
     * @param as one of its people, a coordinator, administrator or auditor, or somebody of a successor, who sees its own
     *     part only
     */
    public Answer<Seen> show(Optional<String> as, String leaverId) {
        return ledger.read(sql -> {
            Optional<Participant> leaver = Participants.find(sql, leaverId);
            return leaver.isEmpty()
                    ? Answer.refused(Refusal.unknown("participant", leaverId))
                    : shown(sql, as, leaver.get());
        });
    }

    private static Answer<Seen> shown(Handle sql, Optional<String> as, Participant leaver) {
        Seen all = seen(sql, leaver);
        if (as.isEmpty()) {
            return Answer.done(all);
        }
        Person asker = person(sql, as.get());
        if (ofTheLeaver(asker, leaver) || Entitled.presides(asker) || asker.is(Role.AUDITOR)) {
            return Answer.done(all);
        }
        List<TransitionEntry> part = all.entries().stream()
                .filter(entry -> entry.successor().equals(asker.participantId()))
                .toList();
        return part.isEmpty()
                ? Answer.refused(Refusal.forbidden(
                        "not-in-this-plan",
                        "The plan of " + leaver.id() + " is shown to its own people, its successors and coordinators."))
                : Answer.done(new Seen(leaver, part, List.of(), List.of()));
    }

    private static Seen seen(Handle sql, Participant leaver) {
        return new Seen(
                leaver,
                TransitionEntries.of(sql, leaver.id()),
                ReceivedCopies.of(sql, leaver.id()),
                GroupDecisions.of(sql, leaver.id()));
    }

    /** Each successor whose word is missing, by the effective instant. */
    @Override
    public List<Due> due(Handle sql, Instant now) {
        TreeSet<String> seen = new TreeSet<>();
        List<Due> due = new ArrayList<>();
        for (TransitionEntry entry : TransitionEntries.unacknowledged(sql)) {
            Optional<Instant> effective = Participants.find(sql, entry.leaver()).flatMap(Participant::effective);
            if (effective.isPresent() && seen.add(entry.leaver() + " " + entry.successor())) {
                due.add(new Due("plan", entry.leaver(), "acknowledge by " + entry.successor(), effective.get()));
            }
        }
        return due;
    }

    /** The leaver, held until the unit ends: its withdrawal comes before or after all of it. */
    private static Participant leaving(Tx tx, String id, Instant now) {
        Participant leaver =
                Participants.holdToChange(tx, id).orElseThrow(() -> refused(Refusal.unknown("participant", id)));
        boolean leaving = leaver.status() == Status.WITHDRAWING
                && leaver.effective().filter(now::isBefore).isPresent();
        if (!leaving) {
            throw refused(Refusal.conflict(
                    "no-notice",
                    "A transition plan is drawn up while a notice of withdrawal runs, and for " + id
                            + " none does. Notice is given with: sluice participant withdraw " + id
                            + " --reason TEXT --effective DATE"));
        }
        return leaver;
    }

    private static Person person(Handle sql, String id) {
        return Persons.find(sql, id).orElseThrow(() -> refused(Refusal.unknown("person", id)));
    }

    private static boolean ofTheLeaver(Person person, Participant leaver) {
        return person.participantId().equals(leaver.id());
    }

    private static AuditEvent event(EventKind kind, Actor actor, TransitionEntry entry) {
        return new AuditEvent(
                kind,
                actor,
                Map.of(
                        "participant", entry.leaver(),
                        "line", entry.id(),
                        "kind", entry.kind().word(),
                        "subject", entry.subject(),
                        "successor", entry.successor()));
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
