package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.ending.EndTask;
import org.sluice.gateway.domain.ending.ProtocolEnd;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.InformationRequests;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.ProtocolEnds;
import org.sluice.gateway.store.Terms;
import org.sluice.gateway.store.Tx;

/**
 * Accounts for every copy made under a protocol that ends: each that somebody fetched, and each that rests here. A copy is
 * returned, destroyed, or kept under a lawful duty. Thread-safe.
 */
public final class AccountForEnd implements DueSource {
    private static final String GATEWAY = "protocol-end";

    private final Ledger ledger;
    private final DestroyDeposit destroy;

    public AccountForEnd(Ledger ledger, DestroyDeposit destroy) {
        this.ledger = ledger;
        this.destroy = destroy;
    }

    /** Asks for every copy that was not asked for yet; one notice to each person. */
    void ask(Tx tx, Actor actor, ProtocolEnd end, Instant now) {
        Map<String, Integer> asked = new TreeMap<>();
        for (EndTask task : copies(tx.sql(), end, now)) {
            if (ProtocolEnds.ask(tx, task)) {
                asked.merge(task.asked(), 1, Integer::sum);
            }
        }
        asked.forEach((person, count) -> tell(tx, Notice.Kind.END_ASKED, end, person, count, now));
        if (!asked.isEmpty()) {
            int copies = asked.values().stream().mapToInt(Integer::intValue).sum();
            tx.append(new AuditEvent(
                    EventKind.PROTOCOL_END_ASKED,
                    actor,
                    Map.of(
                            "end", end.id(),
                            "protocol", end.protocol(),
                            "copies", Integer.toString(copies),
                            "persons", String.join(", ", asked.keySet()))));
        }
    }

    private List<EndTask> copies(Handle sql, ProtocolEnd end, Instant now) {
        return ProtocolEnds.deposits(sql, end).stream()
                .map(id -> Deposits.find(sql, id).orElseThrow())
                .flatMap(deposit -> HeldCopy.of(sql, deposit, reception -> asked(sql, reception)).stream())
                .map(copy -> new EndTask(
                        ledger.newId("t"),
                        end.id(),
                        copy.depositId(),
                        copy.holder(),
                        copy.way(),
                        copy.participant(),
                        copy.asked(),
                        now,
                        Optional.empty()))
                .toList();
    }

    /** The focal point of the contact's participant, or who released to it. */
    private static String asked(Handle sql, Reception reception) {
        return reception.participant().stream()
                .flatMap(participant -> Terms.speakers(sql, participant, Duty.FOCAL_POINT).stream())
                .findFirst()
                .orElseGet(() -> HeldCopy.releaser(sql, reception));
    }

    /**
     * Puts on record what became of a copy. What rests here is destroyed in this act, unless it is kept; a hold on it wins.
     *
     * @param words how and when; for the host's administrator, where the evidence is
     * @param duty the lawful duty under which it is kept, and only then
     */
    public Answer<EndTask> answer(Actor actor, String taskId, EndTask.Fate fate, String words, Optional<String> duty) {
        Answer<EndTask> asked = ledger.write(tx -> {
            EndTask task = ProtocolEnds.task(tx.sql(), taskId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("task", taskId)));
            mayAnswer(tx, actor, task);
            check(task, fate, words, duty);
            return task;
        });
        return asked.then(task -> {
            Answer<String> gone = fate == EndTask.Fate.KEPT || !task.restsHere()
                    ? Answer.done(taskId)
                    : gone(actor, task, fate, words);
            return gone.then(done -> record(actor, task, fate, words, duty));
        });
    }

    private void mayAnswer(Tx tx, Actor actor, EndTask task) {
        Entitled.acting(tx, actor, ledger.now())
                .filter(person -> !mayAnswer(person, task))
                .ifPresent(person -> {
                    throw new RefusedException(Refusal.forbidden(
                            "not-its-word",
                            "The copy is with " + task.holder() + "; " + task.asked()
                                    + " was asked, and can answer for it, or the administrator on evidence."));
                });
    }

    static boolean mayAnswer(Person person, EndTask task) {
        return person.id().equals(task.asked())
                || task.participant().filter(person.participantId()::equals).isPresent();
    }

    private static void check(EndTask task, EndTask.Fate fate, String words, Optional<String> duty) {
        ProposePolicy.requireWords("words", words);
        if ((fate == EndTask.Fate.KEPT) != duty.filter(law -> !law.isBlank()).isPresent()) {
            throw new RefusedException(Refusal.wrong(
                    "which-duty", "Name the lawful duty under which it is kept, and only where it is kept."));
        }
        task.answer()
                .filter(given -> given.fate() != EndTask.Fate.KEPT || fate == EndTask.Fate.KEPT)
                .ifPresent(given -> {
                    throw new RefusedException(Refusal.conflict(
                            "answered",
                            task.id() + " is answered already: " + given.fate().word() + "."));
                });
    }

    /** Destroys the copy that rests here, unless that was done already. */
    private Answer<String> gone(Actor actor, EndTask task, EndTask.Fate fate, String words) {
        boolean removed = ledger.read(sql -> Deposits.find(sql, task.depositId()))
                .filter(deposit -> deposit.state() == DepositState.REMOVED)
                .isPresent();
        if (removed) {
            return Answer.done(task.id());
        }
        Optional<String> person = Callers.id(actor);
        if (person.isEmpty()) {
            return Answer.refused(Refusal.wrong(
                    "no-person",
                    "What rests here is destroyed by a person who may, such as a releaser of " + task.holder()
                            + "; act as that person."));
        }
        return destroy.destroy(
                        actor,
                        person.get(),
                        task.depositId(),
                        fate == EndTask.Fate.RETURNED
                                ? "returned to its owner, as its protocol ended: " + words
                                : "its protocol ended: " + words)
                .then(destroyed -> Answer.done(task.id()));
    }

    private Answer<EndTask> record(Actor actor, EndTask task, EndTask.Fate fate, String words, Optional<String> duty) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            EndTask.Given given = new EndTask.Given(fate, words, duty, name(actor), now);
            if (!ProtocolEnds.answer(tx, task.id(), given)) {
                throw new RefusedException(Refusal.conflict("answered", task.id() + " is answered already."));
            }
            tx.append(new AuditEvent(
                    EventKind.PROTOCOL_END_ANSWERED,
                    actor,
                    Map.of(
                            "end", task.endId(),
                            "task", task.id(),
                            "deposit", task.depositId(),
                            "holder", task.holder(),
                            "fate", fate.word(),
                            "duty", Words.cut(duty.orElse("")),
                            "words", Words.cut(words))));
            return ProtocolEnds.task(tx.sql(), task.id()).orElseThrow();
        });
    }

    /** The person who acts, or the administrator on evidence. */
    static String name(Actor actor) {
        return Callers.id(actor).orElse("administrator");
    }

    /**
     * Asks for new copies until the end and once more at it, and sends the reminders that are due, each once. Looks before
     * it takes the one writer: most of the time there is nothing to write.
     */
    void due(ProtocolEnd end, Instant now) {
        boolean last = end.reached(now);
        if (end.askedLast().isEmpty() && (last || ledger.read(sql -> unasked(sql, end, now)))) {
            ledger.write(tx -> {
                        ask(tx, new Actor.SystemActor(GATEWAY), end, now);
                        if (last) {
                            ProtocolEnds.askedLast(tx, end.id(), now);
                        }
                        return end.id();
                    })
                    .orThrow();
        }
        if (ledger.read(sql -> ProtocolEnds.unsettled(sql, end.id()))) {
            ledger.write(tx -> {
                        ProtocolEnds.settle(tx, end.id(), now);
                        return end.id();
                    })
                    .orThrow();
        }
        remind(end, "ended", end.ends(), now);
        remind(end, "answers", end.answersBy().minus(ProtocolEnd.REMINDER), now);
        remind(end, "answers-overdue", end.answersBy(), now);
    }

    private boolean unasked(Handle sql, ProtocolEnd end, Instant now) {
        Set<String> asked = ProtocolEnds.tasks(sql, end.id()).stream()
                .map(AccountForEnd::key)
                .collect(Collectors.toSet());
        return copies(sql, end, now).stream().map(AccountForEnd::key).anyMatch(key -> !asked.contains(key));
    }

    private static String key(EndTask task) {
        return task.depositId() + " " + task.way() + " " + task.holder();
    }

    private void remind(ProtocolEnd end, String clock, Instant from, Instant now) {
        if (now.isBefore(from) || ledger.read(sql -> ProtocolEnds.reminded(sql, end.id(), clock))) {
            return;
        }
        ledger.write(tx -> {
                    if (InformationRequests.remind(tx, end.id(), clock, now)) {
                        Map<String, Integer> silent = new TreeMap<>();
                        open(tx.sql(), end).forEach(task -> silent.merge(task.asked(), 1, Integer::sum));
                        silent.forEach((person, count) -> tell(tx, Notice.Kind.END_DUE, end, person, count, now));
                    }
                    return clock;
                })
                .orThrow();
    }

    private static List<EndTask> open(Handle sql, ProtocolEnd end) {
        return ProtocolEnds.tasks(sql, end.id()).stream().filter(EndTask::open).toList();
    }

    private void tell(Tx tx, Notice.Kind kind, ProtocolEnd end, String person, int count, Instant now) {
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        person,
                        now,
                        kind,
                        Map.of(
                                "protocol", end.protocol(),
                                "end", end.ends().toString(),
                                "count", Integer.toString(count),
                                "until", end.answersBy().toString(),
                                "person", person),
                        Optional.empty()));
    }

    @Override
    public List<Due> due(Handle sql, Instant now) {
        return ProtocolEnds.all(sql).stream()
                .flatMap(end -> open(sql, end).stream()
                        .map(task -> new Due(
                                GATEWAY, task.id(), task.restsHere() ? "rests-here" : "received", end.answersBy())))
                .toList();
    }
}
