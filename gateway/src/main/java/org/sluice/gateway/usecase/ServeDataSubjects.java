package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.domain.subject.SubjectTask;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.InformationRequests;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.SubjectRequests;
import org.sluice.gateway.store.Tx;

/**
 * What data subjects ask about their case: every copy is found, each holder is asked to act, and the request closes once
 * all have said so. Notices and audit name the request and never the case. Thread-safe.
 */
public final class ServeDataSubjects implements DueSource {
    private final Ledger ledger;
    private final HiddenRecipients hidden;
    private final SubjectCopies copies;

    public ServeDataSubjects(Ledger ledger) {
        this.ledger = ledger;
        this.hidden = new HiddenRecipients(ledger);
        this.copies = new SubjectCopies(ledger);
    }

    /** A request with what was asked of whom. */
    public record Seen(SubjectRequest request, List<SubjectTask> tasks) {
        public Seen {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * @param recorder none for the host's administrator; else who answers for personal data at a participant that owns a
     *     deposit of the case: its data-protection contact, or where it named none a releaser
     * @param due the usual time from now where absent
     */
    public Answer<Seen> open(
            Actor actor,
            Optional<String> recorder,
            SubjectRequest.Kind kind,
            String caseCode,
            String what,
            Optional<Instant> due) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            if (caseCode.isBlank() || what.isBlank()) {
                throw new RefusedException(Refusal.wrong("incomplete", "Give the case code, and what is asked."));
            }
            recorder.ifPresent(person -> mayAct(tx, person, caseCode));
            SubjectRequest request = new SubjectRequest(
                    ledger.newId("s"),
                    kind,
                    caseCode,
                    what,
                    recorder.orElse("administrator"),
                    now,
                    due.orElse(now.plus(SubjectRequest.USUAL)),
                    Optional.empty(),
                    Optional.empty());
            if (!request.due().isAfter(now)) {
                throw new RefusedException(Refusal.wrong("bad-period", "Give a date that is still to come."));
            }
            SubjectRequests.add(tx, request);
            tx.append(new AuditEvent(
                    EventKind.SUBJECT_REQUEST_OPENED, actor, Map.of("subject", request.id(), "kind", kind.word())));
            ask(tx, actor, request);
            return seen(tx.sql(), request);
        });
    }

    /** The same answer whether there is no such case or only others hold it: a code must not be tried out. */
    private void mayAct(Tx tx, String personId, String caseCode) {
        Person person = Persons.find(tx.sql(), personId)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("person", personId)));
        if (SubjectCopies.ofCase(tx.sql(), caseCode).stream()
                .noneMatch(deposit -> Personal.answersFor(tx.sql(), person, deposit.participantId(), ledger.now()))) {
            throw new RefusedException(Refusal.forbidden(
                    "not-your-case",
                    "You answer for the personal data of no organisation that holds a case of that code here; its"
                            + " data-protection contact does, and coordinators don't."));
        }
    }

    /**
     * Whoever took it in, who may take one in for this case, and who answers for an owner that was asked: of what it has
     * destroyed since, the case is not known here any more.
     */
    private void mayGoOn(Tx tx, Actor actor, SubjectRequest request) {
        Callers.of(tx.sql(), actor)
                .filter(person -> !person.id().equals(request.recordedBy()))
                .filter(person -> SubjectRequests.tasks(tx.sql(), request.id()).stream()
                        .filter(task -> task.way().equals(EndTask.OWNER))
                        .noneMatch(task -> Personal.answersFor(tx.sql(), person, task.holder(), ledger.now())))
                .ifPresent(person -> mayAct(tx, person.id(), request.caseCode()));
    }

    /** Looks again, and asks those who got a copy since; how many were asked anew. */
    public Answer<Seen> again(Actor actor, String id) {
        return ledger.write(tx -> {
            SubjectRequest request = open(tx, id);
            mayGoOn(tx, actor, request);
            ask(tx, actor, request);
            return seen(tx.sql(), request);
        });
    }

    private int ask(Tx tx, Actor actor, SubjectRequest request) {
        int asked = 0;
        for (SubjectTask task : copies.of(tx.sql(), request)) {
            if (SubjectRequests.ask(tx, task)) {
                asked++;
                tx.append(new AuditEvent(
                        EventKind.SUBJECT_ACTION_ASKED,
                        actor,
                        Map.of(
                                "subject",
                                request.id(),
                                "task",
                                task.id(),
                                "deposit",
                                task.depositId(),
                                "holder",
                                task.holder())));
                Map<String, String> words = Map.of(
                        "subject", request.id(),
                        "task", task.id(),
                        "act", request.kind().word(),
                        "deposit", task.depositId(),
                        "holder", task.holder(),
                        "due", request.due().toString());
                asked(tx.sql(), task).forEach(person -> notice(tx, person, Notice.Kind.SUBJECT_ASKED, words));
            }
        }
        return asked;
    }

    /** The person who was asked, and the data-protection contacts of the participant that holds the copy. */
    private static Set<String> asked(Handle sql, SubjectTask task) {
        Set<String> people = new TreeSet<>(
                task.participant().map(holder -> Personal.contacts(sql, holder)).orElse(List.of()));
        people.add(task.asked());
        return people;
    }

    /**
     * Puts on record that a holder acted. The owner's own copy is deleted when it is destroyed here, and not by a word alone.
     *
     * @param kept whether the holder keeps its copy, and {@code words} say on what ground
     * @param by none for the host's administrator; else who was asked, or who answers for personal data at the holder's
     *     participant
     */
    public Answer<Seen> confirm(Actor actor, Optional<String> by, String taskId, String words, boolean kept) {
        return ledger.write(tx -> {
            SubjectTask task = SubjectRequests.task(tx.sql(), taskId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("task", taskId)));
            SubjectRequest request = open(tx, task.requestId());
            if (words.isBlank()) {
                throw new RefusedException(Refusal.wrong("incomplete", "Say what was done with the copy."));
            }
            by.flatMap(person -> Persons.find(tx.sql(), person))
                    .filter(person -> !mayConfirm(tx.sql(), person, task))
                    .ifPresent(person -> {
                        throw new RefusedException(Refusal.forbidden(
                                "not-its-word",
                                "The copy is with " + task.holder() + "; " + task.asked()
                                        + " was asked, and can confirm it."));
                    });
            if (!kept) {
                gone(tx, request, task);
            }
            if (!SubjectRequests.confirm(
                    tx, taskId, by.orElse("administrator"), kept ? "kept: " + words : words, ledger.now())) {
                throw new RefusedException(Refusal.conflict("confirmed", taskId + " is confirmed already."));
            }
            tx.append(new AuditEvent(
                    EventKind.SUBJECT_ACTION_CONFIRMED, actor, Map.of("subject", request.id(), "task", taskId)));
            return seen(tx.sql(), request);
        });
    }

    private static void gone(Tx tx, SubjectRequest request, SubjectTask task) {
        boolean here = Deposits.find(tx.sql(), task.depositId())
                .filter(deposit -> deposit.state() != DepositState.REMOVED)
                .isPresent();
        if (request.kind() == SubjectRequest.Kind.DELETION && task.way().equals(EndTask.OWNER) && here) {
            throw new RefusedException(Refusal.conflict(
                    "still-here",
                    "The owner's own copy, " + task.depositId()
                            + ", still lies on this gateway. Destroy it first: sluice deposit destroy "
                            + task.depositId() + " --reason TEXT --as PERSON. If " + task.holder()
                            + " keeps it, say on what ground: sluice subject confirm " + task.id()
                            + " --kept --words TEXT"));
        }
    }

    private boolean mayConfirm(Handle sql, Person person, SubjectTask task) {
        return person.id().equals(task.asked())
                || task.participant()
                        .filter(holder -> Personal.answersFor(sql, person, holder, ledger.now()))
                        .isPresent();
    }

    /** Closes it with what the data subject was told; refused while a copy is unasked or unconfirmed. */
    public Answer<Seen> close(Actor actor, String id, String outcome) {
        return ledger.write(tx -> {
            SubjectRequest request = open(tx, id);
            mayGoOn(tx, actor, request);
            if (outcome.isBlank()) {
                throw new RefusedException(Refusal.wrong("incomplete", "Say what the data subject was told."));
            }
            List<SubjectTask> asked = SubjectRequests.tasks(tx.sql(), id);
            if (copies.of(tx.sql(), request).stream()
                    .anyMatch(copy -> asked.stream().noneMatch(task -> SubjectCopies.same(task, copy)))) {
                throw new RefusedException(Refusal.of(
                        Refusal.Kind.NEEDS,
                        "copies-unasked",
                        "Somebody got a copy since. Ask them first: sluice subject ask " + id));
            }
            List<SubjectTask> unconfirmed =
                    asked.stream().filter(task -> task.confirmed().isEmpty()).toList();
            if (!unconfirmed.isEmpty()) {
                List<String> silent = silent(tx, request, unconfirmed, Callers.viewer(actor));
                throw new RefusedException(new Refusal(
                        Refusal.Kind.NEEDS,
                        "confirmations-missing",
                        "Not every holder has confirmed yet: " + String.join("; ", silent) + ".",
                        silent));
            }
            if (!SubjectRequests.close(tx, id, outcome, ledger.now())) {
                throw new IllegalStateException("The request was open a statement ago.");
            }
            tx.append(new AuditEvent(EventKind.SUBJECT_REQUEST_CLOSED, actor, Map.of("subject", id)));
            return seen(tx.sql(), SubjectRequests.find(tx.sql(), id).orElseThrow());
        });
    }

    /** Who has not confirmed yet, by name as far as one sees them, and for the others how many. */
    private List<String> silent(Tx tx, SubjectRequest request, List<SubjectTask> unconfirmed, Optional<String> viewer) {
        List<SubjectTask> seen = hidden.tasks(tx.sql(), request, unconfirmed, viewer);
        List<String> silent = new ArrayList<>(seen.stream()
                .map(task -> task.id() + ": " + task.depositId() + " with " + task.holder())
                .toList());
        if (seen.size() < unconfirmed.size()) {
            silent.add((unconfirmed.size() - seen.size()) + " with holders that others see");
        }
        return silent;
    }

    public List<SubjectRequest> list() {
        return ledger.read(SubjectRequests::all);
    }

    public Answer<Seen> show(String id) {
        return ledger.read(sql -> SubjectRequests.find(sql, id)
                .map(request -> Answer.done(seen(sql, request)))
                .orElseGet(() -> Answer.refused(Refusal.unknown("subject", id))));
    }

    /** Whether somebody may read which case a request is about: who took it in, and people of those who hold a copy. */
    public boolean mayRead(Optional<String> viewer, SubjectRequest request) {
        return viewer.isPresent()
                && ledger.read(sql -> viewer.flatMap(id -> Persons.find(sql, id))
                        .filter(person -> person.id().equals(request.recordedBy())
                                || SubjectRequests.tasks(sql, request.id()).stream()
                                        .anyMatch(task -> task.participant()
                                                .filter(person.participantId()::equals)
                                                .isPresent()))
                        .isPresent());
    }

    /** Sends every reminder that is due and was not sent yet, to those whose word is missing. */
    public void due() {
        Instant now = ledger.now();
        for (SubjectRequest request : list()) {
            if (request.open() && !now.isBefore(request.remind())) {
                remind(request, "act");
            }
            if (request.open() && !now.isBefore(request.due())) {
                remind(request, "act-overdue");
            }
        }
    }

    private void remind(SubjectRequest request, String clock) {
        ledger.write(tx -> {
                    if (InformationRequests.remind(tx, request.id(), clock, ledger.now())) {
                        SubjectRequests.tasks(tx.sql(), request.id()).stream()
                                .filter(task -> task.confirmed().isEmpty())
                                .flatMap(task -> asked(tx.sql(), task).stream())
                                .distinct()
                                .forEach(person -> notice(
                                        tx,
                                        person,
                                        Notice.Kind.SUBJECT_DUE,
                                        Map.of(
                                                "subject",
                                                request.id(),
                                                "due",
                                                request.due().toString())));
                    }
                    return clock;
                })
                .orThrow();
    }

    @Override
    public List<Due> due(Handle sql, Instant now) {
        return SubjectRequests.all(sql).stream()
                .filter(SubjectRequest::open)
                .map(request -> new Due("subject", request.id(), request.kind().word(), request.due()))
                .toList();
    }

    private static SubjectRequest open(Tx tx, String id) {
        SubjectRequest request = SubjectRequests.find(tx.sql(), id)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("subject", id)));
        if (!request.open()) {
            throw new RefusedException(Refusal.conflict("closed", "The request " + id + " is closed."));
        }
        return request;
    }

    private static Seen seen(Handle sql, SubjectRequest request) {
        return new Seen(request, SubjectRequests.tasks(sql, request.id()));
    }

    private void notice(Tx tx, String personId, Notice.Kind kind, Map<String, String> words) {
        Notices.add(tx, new Notice(ledger.newId("n"), personId, ledger.now(), kind, words, Optional.empty()));
    }
}
