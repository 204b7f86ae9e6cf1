package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
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
 * Lets a participant stay that had announced its withdrawal. The documents say nothing of it; what has passed or closed by
 * the effective instant can't come back, so it ends there. Thread-safe.
 */
public final class TakeBackNotice {
    private final Ledger ledger;

    public TakeBackNotice(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Drops the transition plan and stops asking for received files; what was answered stays on record.
     *
     * @param as one of its people, or a coordinator or administrator; none for the host's administrator
     * @param reference where the group's decision is written, without which nobody lifts a withdrawal that the group required
     */
    public Answer<Participant> stay(
            Actor actor, Optional<String> as, String id, String reason, Optional<String> reference) {
        if (reason.isBlank()) {
            return Answer.refused(Refusal.wrong("no-reason", "Say why it stays; the others read it."));
        }
        Optional<String> written = reference.filter(words -> !words.isBlank());
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Participant participant = leaving(tx, id, now);
            as.flatMap(who -> Persons.find(tx.sql(), who))
                    .filter(who -> !may(who, id))
                    .ifPresent(who -> {
                        throw new RefusedException(Refusal.forbidden(
                                "not-yours",
                                "A notice is taken back by one of " + id
                                        + "'s people, a coordinator or an administrator."));
                    });
            required(tx, participant, written);
            Status to = participant.status() == Status.SUSPENDED ? Status.SUSPENDED : Status.ACTIVE;
            Participants.stay(tx, id, to, reason);
            Set<String> successors = dropPlan(tx, id, reason, now);
            ReceivedCopies.askNoMore(tx, id);
            Stream.of(
                            Notice.Kind.WITHDRAWAL_ANNOUNCED,
                            Notice.Kind.WITHDRAWAL_REQUIRED,
                            Notice.Kind.PLAN_TO_ACKNOWLEDGE,
                            Notice.Kind.FILES_TO_CONFIRM)
                    .forEach(kind -> Notices.dropOf(tx, kind, Map.of("participant", id)));
            AuditEvent event = new AuditEvent(
                    EventKind.PARTICIPANT_STAYS, actor, Map.of("participant", id, "reason", Words.cut(reason)));
            tx.append(written.map(words -> event.with("reference", Words.cut(words)))
                    .orElse(event));
            Map<String, String> words = new HashMap<>(Map.of("participant", id, "reason", Words.cut(reason)));
            TellPeople.tell(
                    ledger,
                    tx,
                    now,
                    Notice.Kind.WITHDRAWAL_TAKEN_BACK,
                    words,
                    person -> person.participantId().equals(id)
                            || person.is(Role.COORDINATOR)
                            || (person.is(Role.RELEASER) && successors.contains(person.participantId())));
            return Participants.find(tx.sql(), id).orElseThrow();
        });
    }

    private static boolean may(Person person, String id) {
        return person.participantId().equals(id) || Entitled.presides(person);
    }

    private static Participant leaving(Tx tx, String id, Instant now) {
        Participant participant = Participants.holdToChange(tx, id)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("participant", id)));
        Instant effective = participant
                .effective()
                .orElseThrow(() -> new RefusedException(
                        Refusal.conflict("not-withdrawing", "The participant \"" + id + "\" has not given notice.")));
        // The clock alone decides: the withdrawal may be carried out a moment after its instant.
        if (participant.status() == Status.WITHDRAWN || !now.isBefore(effective)) {
            throw new RefusedException(Refusal.conflict(
                    "participant-withdrawn",
                    "The participant \"" + id + "\" has withdrawn; that is final. Register it anew under another id."));
        }
        return participant;
    }

    private static void required(Tx tx, Participant participant, Optional<String> reference) {
        boolean byTheGroup = participant
                .effective()
                .filter(day -> GroupDecisions.requires(tx.sql(), participant.id(), day))
                .isPresent();
        if (byTheGroup && reference.isEmpty()) {
            throw new RefusedException(Refusal.conflict(
                    "group-required",
                    "The group requires this withdrawal, so the group lets it stay: say where its decision is written,"
                            + " with --reference."));
        }
    }

    /** Returns those who were to take something over. */
    private static Set<String> dropPlan(Tx tx, String id, String reason, Instant now) {
        Set<String> successors = TransitionEntries.open(tx.sql(), id).stream()
                .map(TransitionEntry::successor)
                .collect(Collectors.toSet());
        TransitionEntries.open(tx.sql(), id)
                .forEach(entry -> TransitionEntries.end(
                        tx,
                        entry.id(),
                        new TransitionEntry.Ending(
                                TransitionEntry.Outcome.DROPPED, "the participant stays: " + reason, now)));
        return successors;
    }
}
