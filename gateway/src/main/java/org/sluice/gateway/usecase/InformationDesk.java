package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.InformationRequests;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** Requests for information by third parties, from the intake to the confirmed destruction. Thread-safe. */
public final class InformationDesk implements DueSource {
    /** What cells call a request that was granted. */
    private static final Set<String> FACTS = Set.of("formal-request", "information-request");

    private final Ledger ledger;
    private final Rulebook rules;
    private final RecordFact facts;

    public InformationDesk(Ledger ledger, Rulebook rules, RecordFact facts) {
        this.ledger = ledger;
        this.rules = rules;
        this.facts = facts;
    }

    /** A request with those that ask for much the same. */
    public record Seen(InformationRequest request, List<String> similar) {
        public Seen {
            similar = List.copyOf(similar);
        }
    }

    /** A request with the facts that its answer put on record. */
    public record Answered(InformationRequest request, List<Fact> facts) {
        public Answered {
            facts = List.copyOf(facts);
        }
    }

    /** Takes a request in; coordinators hear of it, and of those like it, so that one answer can serve all. */
    public Answer<Seen> take(Actor actor, String recordedBy, Intake intake) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            intake.against(now).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            String contact = intake.from().orElseThrow();
            if (Contacts.find(tx.sql(), contact).isEmpty()) {
                throw new RefusedException(Refusal.unknown("contact", contact));
            }
            InformationRequest request = new InformationRequest(
                    ledger.newId("q"),
                    contact,
                    intake.written().orElseThrow(),
                    intake.what().orElseThrow(),
                    intake.purpose().orElseThrow(),
                    intake.format().orElseThrow(),
                    intake.scope().orElseThrow(),
                    intake.until().orElseThrow(),
                    intake.destroyBy().orElseThrow(),
                    intake.standing(),
                    recordedBy,
                    now,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            List<String> similar = similar(tx.sql(), request);
            InformationRequests.add(tx, request);
            tx.append(new AuditEvent(
                    EventKind.REQUEST_RECEIVED,
                    actor,
                    Map.of("request", request.id(), "from", contact, "similar", String.join(", ", similar))));
            Map<String, String> words = Map.of("request", request.id(), "recipient", contact);
            coordinators(tx, Notice.Kind.REQUEST_RECEIVED, words);
            if (!similar.isEmpty()) {
                coordinators(
                        tx,
                        Notice.Kind.REQUEST_SIMILAR,
                        Map.of("request", request.id(), "similar", String.join(", ", similar)));
            }
            return new Seen(request, similar);
        });
    }

    /** A coordinator's check; {@code by} must be one. Takes the place of an earlier check until there is an answer. */
    public Answer<InformationRequest> check(Actor actor, String id, Proportionality check) {
        return ledger.write(tx -> {
            found(tx, id);
            if (Persons.find(tx.sql(), check.by())
                    .filter(person -> person.is(Role.COORDINATOR))
                    .isEmpty()) {
                throw new RefusedException(Refusal.forbidden(
                        "not-a-coordinator",
                        "A coordinator says whether a request is proportionate; name one, or act as one."));
            }
            said(check.words(), "Say why, in words, and not by yes and no alone.");
            unanswered(InformationRequests.check(tx, id, check), id);
            changed(tx, actor, id, "checked");
            return found(tx, id);
        });
    }

    /** Passes the question upwards, where it is not clear whether to grant it. */
    public Answer<InformationRequest> refer(Actor actor, String id, String to) {
        return ledger.write(tx -> {
            found(tx, id);
            said(to, "Say to whom it is referred.");
            unanswered(InformationRequests.refer(tx, id, to), id);
            changed(tx, actor, id, "referred");
            coordinators(tx, Notice.Kind.REQUEST_REFERRED, Map.of("request", id, "to", to));
            return found(tx, id);
        });
    }

    /**
     * Answers a request. A grant puts on record what cells ask for: for each of the deposits, for this recipient and until
     * the request ends; for its written purpose alone, unless it is standing.
     *
     * @param answeredBy a person, or a word for the host's administrator
     * @param by the participant that grants it
     */
    public Answer<Answered> answer(
            Actor actor,
            String answeredBy,
            String id,
            Outcome outcome,
            String reason,
            String by,
            List<String> deposits) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            InformationRequest request = found(tx, id);
            request.against(outcome, now).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            said(reason, "An answer has a reason, a grant too.");
            unanswered(InformationRequests.answer(tx, id, outcome, reason, now), id);
            Map<String, String> details = new HashMap<>(Map.of("request", id, "outcome", outcome.word()));
            details.put("deposits", String.join(", ", deposits));
            tx.append(new AuditEvent(EventKind.REQUEST_ANSWERED, actor, details));
            List<Fact> given =
                    outcome == Outcome.REFUSED ? List.of() : factsFor(tx, actor, answeredBy, request, by, deposits);
            return new Answered(found(tx, id), given);
        });
    }

    /** Records the facts of a granted request that a protocol in force knows; empty where none does. */
    private List<Fact> factsFor(
            Tx tx, Actor actor, String recordedBy, InformationRequest request, String by, List<String> deposits) {
        List<Fact> given = new ArrayList<>();
        List<String> kinds = rules.inForce(tx.sql(), ledger.now()).stream()
                .flatMap(protocol -> protocol.facts().stream())
                .map(FactKind::id)
                .filter(FACTS::contains)
                .distinct()
                .sorted()
                .toList();
        for (String deposit : deposits) {
            for (String kind : kinds) {
                given.add(facts.recordIn(
                        tx,
                        actor,
                        recordedBy,
                        new FactOrder(
                                kind,
                                Fact.About.DEPOSIT,
                                deposit,
                                by,
                                true,
                                new Fact.Scope(
                                        Optional.empty(),
                                        Optional.of(request.contact()),
                                        request.standing() ? Optional.empty() : Optional.of(request.purpose())),
                                Optional.empty(),
                                Optional.of(request.until()),
                                Optional.of("request " + request.id()))));
            }
        }
        return given;
    }

    /** Puts on record that the third party confirmed the destruction. */
    public Answer<InformationRequest> destroyed(Actor actor, String id, String words) {
        return ledger.write(tx -> {
            found(tx, id);
            said(words, "Say where the confirmation is written.");
            if (!InformationRequests.destroyed(tx, id, words, ledger.now())) {
                throw new RefusedException(Refusal.conflict(
                        "nothing-out", "Nothing of the request " + id + " is out, or it was confirmed already."));
            }
            changed(tx, actor, id, "destruction confirmed");
            return found(tx, id);
        });
    }

    public List<InformationRequest> list() {
        return ledger.read(InformationRequests::all);
    }

    public Answer<Seen> show(String id) {
        return ledger.read(sql -> InformationRequests.find(sql, id)
                .map(request -> Answer.done(new Seen(request, similar(sql, request))))
                .orElseGet(() -> Answer.refused(Refusal.unknown("request", id))));
    }

    /** Sends every reminder of a destruction that is due and was not sent yet, to whoever took the request in. */
    public void due() {
        Instant now = ledger.now();
        for (InformationRequest request : ledger.read(InformationRequests::running)) {
            request.destructionReminder().filter(at -> !now.isBefore(at)).ifPresent(at -> remind(request, "destroy"));
            request.destructionDue()
                    .filter(at -> !now.isBefore(at))
                    .ifPresent(at -> remind(request, "destroy-overdue"));
        }
    }

    private void remind(InformationRequest request, String clock) {
        ledger.write(tx -> {
                    if (InformationRequests.remind(tx, request.id(), clock, ledger.now())) {
                        Map<String, String> words = Map.of(
                                "request", request.id(),
                                "recipient", request.contact(),
                                "due", request.destroyBy().toString());
                        Persons.find(tx.sql(), request.recordedBy())
                                .filter(person -> !person.is(Role.COORDINATOR))
                                .ifPresent(person -> notice(tx, person.id(), Notice.Kind.DESTRUCTION_DUE, words));
                        coordinators(tx, Notice.Kind.DESTRUCTION_DUE, words);
                    }
                    return clock;
                })
                .orThrow();
    }

    @Override
    public List<Due> due(Handle sql, Instant now) {
        return InformationRequests.running(sql).stream()
                .map(request -> request.destructionDue()
                        .map(due -> new Due("request", request.id(), "destruction", due))
                        .orElseGet(() -> new Due("request", request.id(), "answer", request.until())))
                .toList();
    }

    private static List<String> similar(Handle sql, InformationRequest request) {
        return InformationRequests.all(sql).stream()
                .filter(other -> !other.id().equals(request.id()) && other.resembles(request.what()))
                .map(InformationRequest::id)
                .toList();
    }

    private static InformationRequest found(Tx tx, String id) {
        return InformationRequests.find(tx.sql(), id)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("request", id)));
    }

    private static void unanswered(boolean changed, String id) {
        if (!changed) {
            throw new RefusedException(Refusal.conflict("answered", "The request " + id + " is answered already."));
        }
    }

    private static void said(String words, String otherwise) {
        if (words.isBlank()) {
            throw new RefusedException(Refusal.wrong("incomplete", otherwise));
        }
    }

    private static void changed(Tx tx, Actor actor, String id, String what) {
        tx.append(new AuditEvent(EventKind.REQUEST_CHANGED, actor, Map.of("request", id, "change", what)));
    }

    private void coordinators(Tx tx, Notice.Kind kind, Map<String, String> words) {
        for (Person person : Persons.all(tx.sql())) {
            if (person.is(Role.COORDINATOR)) {
                notice(tx, person.id(), kind, words);
            }
        }
    }

    private void notice(Tx tx, String personId, Notice.Kind kind, Map<String, String> words) {
        Notices.add(tx, new Notice(ledger.newId("n"), personId, ledger.now(), kind, words, Optional.empty()));
    }
}
