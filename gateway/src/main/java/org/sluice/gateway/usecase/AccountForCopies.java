package org.sluice.gateway.usecase;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.ReceivedCopy;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.ReceivedCopies;
import org.sluice.gateway.store.Tx;

/**
 * Asks who leaves to destroy every file it received, or to say on what lawful ground it keeps it, and puts the answers on
 * record; they outlive the withdrawal. Thread-safe.
 */
public final class AccountForCopies implements DueSource {
    private final Ledger ledger;

    public AccountForCopies(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Asks for what was not asked for yet; how many files that were. In the unit of the notice or of the withdrawal. */
    int ask(Tx tx, Actor actor, String leaver, Instant due, Instant now) {
        List<String> asked = new ArrayList<>();
        for (ReceivedCopies.Fetched fetched : ReceivedCopies.fetched(tx.sql(), leaver)) {
            ReceivedCopy copy = new ReceivedCopy(
                    ledger.newId("c"),
                    leaver,
                    fetched.depositId(),
                    fetched.holder(),
                    fetched.way(),
                    now,
                    due,
                    Optional.empty(),
                    Optional.empty());
            if (ReceivedCopies.ask(tx, copy)) {
                asked.add(copy.id() + " (" + copy.depositId() + " with " + copy.holder() + ")");
            }
        }
        if (!asked.isEmpty()) {
            tx.append(new AuditEvent(
                    EventKind.COPIES_ASKED,
                    actor,
                    Map.of(
                            "participant", leaver,
                            "due", due.toString(),
                            "count", Integer.toString(asked.size()),
                            "copies", Words.cut(String.join(", ", asked)))));
        }
        return asked.size();
    }

    /**
     * Puts on record what became of a file.
     *
     * @param as one of the leaver's people as long as they may act, or a coordinator; none for the host's administrator
     * @param evidence what the word rests on; whoever is not of the leaver must give it
     */
    public Answer<ReceivedCopy> answer(
            Actor actor, Optional<String> as, String copyId, ReceivedCopy.Fate fate, Optional<String> evidence) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            ReceivedCopy copy = ReceivedCopies.find(tx.sql(), copyId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("copy", copyId)));
            may(tx.sql(), as, copy, evidence, now);
            complete(fate, now);
            ReceivedCopy.Answer answer = new ReceivedCopy.Answer(fate, evidence, as.orElse("administrator"), now);
            if (!ReceivedCopies.answer(tx, copyId, answer)) {
                throw new RefusedException(Refusal.conflict(
                        "answered-already",
                        "What became of " + copyId + " is on record already, and such a record is not changed."));
            }
            Map<String, String> details = new HashMap<>(Map.of(
                    "participant", copy.participantId(),
                    "copy", copyId,
                    "deposit", copy.depositId(),
                    "holder", copy.holder(),
                    "answer", fate.word()));
            switch (fate) {
                case ReceivedCopy.Destroyed destroyed -> {
                    details.put("on", destroyed.on().toString());
                    details.put("by", Words.cut(destroyed.by()));
                }
                case ReceivedCopy.Kept kept -> details.put("reason", Words.cut(kept.reason()));
            }
            evidence.ifPresent(words -> details.put("evidence", Words.cut(words)));
            tx.append(new AuditEvent(EventKind.COPY_ANSWERED, actor, details));
            return ReceivedCopies.find(tx.sql(), copyId).orElseThrow();
        });
    }

    private static void may(
            Handle sql, Optional<String> as, ReceivedCopy copy, Optional<String> evidence, Instant now) {
        Optional<Person> person = as.flatMap(id -> Persons.find(sql, id));
        if (person.isPresent() && person.get().participantId().equals(copy.participantId())) {
            if (Participants.find(sql, copy.participantId())
                    .flatMap(participant -> participant.barred(now))
                    .isPresent()) {
                throw new RefusedException(Refusal.forbidden(
                        "has-left",
                        copy.participantId() + " has no access any more. Write to a coordinator or to the gateway's"
                                + " administrator, who puts it on record with your letter as evidence."));
            }
            return;
        }
        if (person.isPresent() && !person.get().is(Role.COORDINATOR)) {
            throw new RefusedException(Refusal.forbidden(
                    "not-its-word",
                    "What became of the file is for " + copy.participantId()
                            + " to say, or for a coordinator who has its word in writing."));
        }
        if (evidence.filter(words -> !words.isBlank()).isEmpty()) {
            throw new RefusedException(Refusal.wrong(
                    "no-evidence",
                    "Say what the word of " + copy.participantId() + " rests on, such as a letter and its date."));
        }
    }

    private static void complete(ReceivedCopy.Fate fate, Instant now) {
        switch (fate) {
            case ReceivedCopy.Destroyed destroyed -> {
                if (destroyed.by().isBlank() || destroyed.on().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
                    throw new RefusedException(Refusal.wrong(
                            "incomplete", "Say who destroyed it and on which day; that day has come already."));
                }
            }
            case ReceivedCopy.Kept kept -> {
                if (kept.reason().isBlank()) {
                    throw new RefusedException(
                            Refusal.wrong("incomplete", "Say on what lawful ground the file is kept."));
                }
            }
        }
    }

    /** Reminds of what is still open: once a week before it is due, and once when it is overdue. */
    public void due() {
        Instant now = ledger.now();
        if (ledger.read(ReceivedCopies::open).stream().noneMatch(copy -> copy.remindAt(now))) {
            return;
        }
        ledger.write(tx -> {
            Map<String, List<ReceivedCopy>> open = new TreeMap<>();
            ReceivedCopies.open(tx.sql()).stream()
                    .filter(copy -> copy.remindAt(now))
                    .forEach(copy -> open.computeIfAbsent(copy.participantId(), id -> new ArrayList<>())
                            .add(copy));
            open.forEach((leaver, copies) -> {
                tell(tx, leaver, copies, now);
                copies.forEach(copy -> ReceivedCopies.reminded(tx, copy.id(), now));
            });
            return open.size();
        });
    }

    /** People of a participant that has left read no notices; then it is the coordinators who ask. */
    private void tell(Tx tx, String leaver, List<ReceivedCopy> copies, Instant now) {
        boolean inside = Participants.find(tx.sql(), leaver)
                .filter((Participant participant) -> participant.barred(now).isEmpty())
                .isPresent();
        TellPeople.tell(
                ledger,
                tx,
                now,
                Notice.Kind.FILES_TO_CONFIRM,
                Map.of(
                        "participant", leaver,
                        "files", Integer.toString(copies.size()),
                        "due", copies.getFirst().due().toString()),
                person -> (inside && person.participantId().equals(leaver)) || person.is(Role.COORDINATOR));
    }

    @Override
    public List<Due> due(Handle sql, Instant now) {
        return ReceivedCopies.open(sql).stream()
                .map(copy -> new Due("copy", copy.id(), "destroy-or-confirm", copy.due()))
                .toList();
    }
}
