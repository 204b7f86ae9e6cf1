package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.request.Coverage;
import org.sluice.gateway.domain.request.InformationRequest;
import org.sluice.gateway.domain.request.Intake;
import org.sluice.gateway.domain.request.Outcome;
import org.sluice.gateway.domain.request.Proportionality;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.InformationRequests;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** Requests for information by third parties, from the intake to the confirmed destruction. Thread-safe. */
public final class InformationDesk implements DueSource {
    /** What cells call a request that was granted. */
    private static final Set<String> FACTS = Set.of("donor-request", "formal-request", "information-request");

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

    /** What it may be answered with: single deposits, and for a standing request whole types of who grants it. */
    public record Given(String by, List<String> deposits, List<String> types) {
        public static final Given NOTHING = new Given("", List.of(), List.of());

        public Given {
            deposits = List.copyOf(deposits);
            types = List.copyOf(types);
        }
    }

    /** Takes a request in; coordinators hear of it, and of those like it, so that one answer can serve all. */
    public Answer<Seen> take(Actor actor, String recordedBy, Intake intake) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            DeskRights.mayTake(tx.sql(), recordedBy);
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
                    intake.every(),
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
            DeskRights.mayCheck(tx.sql(), found(tx, id), check.by());
            said(check.words(), "Say why, in words, and not by yes and no alone.");
            unanswered(InformationRequests.check(tx, id, check), id);
            changed(tx, actor, id, "checked");
            return found(tx, id);
        });
    }

    /** Passes the question upwards, where it is not clear whether to grant it. */
    public Answer<InformationRequest> refer(Actor actor, String id, String to) {
        return ledger.write(tx -> {
            DeskRights.mayHandle(tx.sql(), found(tx, id), actor);
            said(to, "Say to whom it is referred.");
            unanswered(InformationRequests.refer(tx, id, to), id);
            changed(tx, actor, id, "referred");
            coordinators(tx, Notice.Kind.REQUEST_REFERRED, Map.of("request", id, "to", to));
            return found(tx, id);
        });
    }

    /**
     * Answers a request. A grant lets these deposits go to who asked, until the request ends and for its written purpose
     * alone, and puts on record what cells ask for.
     *
     * @param answeredBy a person, or a word for the host's administrator
     */
    public Answer<Answered> answer(
            Actor actor, String answeredBy, String id, Outcome outcome, String reason, Given given) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            InformationRequest request = found(tx, id);
            if (outcome == Outcome.REFUSED) {
                DeskRights.mayRefuse(tx.sql(), request, answeredBy, given.by());
            } else {
                DeskRights.mayGrant(tx.sql(), rules, request, answeredBy, given, now);
            }
            request.against(outcome, now).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            said(reason, "An answer has a reason, a grant too.");
            unanswered(InformationRequests.answer(tx, id, outcome, reason, now), id);
            Map<String, String> details = new HashMap<>(Map.of("request", id, "outcome", outcome.word()));
            details.put("deposits", String.join(", ", given.deposits()));
            details.put("types", String.join(", ", given.types()));
            tx.append(new AuditEvent(EventKind.REQUEST_ANSWERED, actor, details));
            List<Fact> facts =
                    outcome == Outcome.REFUSED ? List.of() : grant(tx, actor, answeredBy, request, given, now);
            return new Answered(found(tx, id), facts);
        });
    }

    /** Answers a standing request once more, with more deposits or types, as often as it is asked until it ends. */
    public Answer<Answered> answerAgain(Actor actor, String answeredBy, String id, Given given) {
        return ledger.write(tx -> {
            Instant now = ledger.now();
            InformationRequest request = found(tx, id);
            DeskRights.mayGrant(tx.sql(), rules, request, answeredBy, given, now);
            request.againstMore(now).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            if (given.deposits().isEmpty() && given.types().isEmpty()) {
                throw new RefusedException(Refusal.wrong("incomplete", "Say which deposits or types it gets now."));
            }
            tx.append(new AuditEvent(
                    EventKind.REQUEST_ANSWERED,
                    actor,
                    Map.of(
                            "request",
                            id,
                            "outcome",
                            "again",
                            "deposits",
                            String.join(", ", given.deposits()),
                            "types",
                            String.join(", ", given.types()))));
            return new Answered(found(tx, id), grant(tx, actor, answeredBy, request, given, now));
        });
    }

    private List<Fact> grant(
            Tx tx, Actor actor, String answeredBy, InformationRequest request, Given given, Instant now) {
        InformationRequests.cover(
                tx,
                request.id(),
                new Coverage(
                        new HashSet<>(given.deposits()),
                        given.types().stream()
                                .map(type -> new Coverage.OfType(type, given.by()))
                                .collect(java.util.stream.Collectors.toSet())),
                now);
        return factsFor(tx, actor, answeredBy, request, given.by(), given.deposits());
    }

    /** What a request lets go, and when a standing one is to be answered next. */
    public record Standing(Coverage coverage, Optional<Instant> next) {}

    public Standing standing(InformationRequest request) {
        return ledger.read(sql -> new Standing(InformationRequests.coverage(sql, request.id()), next(sql, request)));
    }

    private static Optional<Instant> next(Handle sql, InformationRequest request) {
        return InformationRequests.lastCovered(sql, request.id())
                .or(request::answered)
                .flatMap(request::answerAgain);
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
                                        Optional.of(request.purpose())),
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
            InformationRequest request = found(tx, id);
            DeskRights.mayHandle(tx.sql(), request, actor);
            said(words, "Say where the confirmation is written.");
            if (!InformationRequests.destroyed(tx, id, words, ledger.now())) {
                throw new RefusedException(Refusal.conflict(
                        "nothing-out", "Nothing of the request " + id + " is out, or it was confirmed already."));
            }
            changed(tx, actor, id, "destruction confirmed");
            destructionTold(
                    tx,
                    request,
                    Notice.Kind.DESTRUCTION_CONFIRMED,
                    Map.of("request", id, "recipient", request.contact(), "words", words));
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
                        destructionTold(tx, request, Notice.Kind.DESTRUCTION_DUE, words);
                    }
                    return clock;
                })
                .orThrow();
    }

    /**
     * Tells coordinators, who took the request in, who released on it, and the people of the participant of who received:
     * a contact has no notices here, its page says the date, and its releaser reaches it.
     */
    private void destructionTold(Tx tx, InformationRequest request, Notice.Kind kind, Map<String, String> words) {
        Set<String> told = new TreeSet<>();
        Persons.find(tx.sql(), request.recordedBy()).map(Person::id).ifPresent(told::add);
        for (ReleaseBases.Row row : ReleaseBases.restingOn(tx.sql(), request.id())) {
            Releases.find(tx.sql(), row.releaseId()).map(Release::personId).ifPresent(told::add);
        }
        Optional<String> side = Contacts.find(tx.sql(), request.contact()).flatMap(Contact::participantId);
        for (Person person : Persons.all(tx.sql())) {
            if (person.is(Role.COORDINATOR)
                    || side.filter(person.participantId()::equals).isPresent()) {
                told.add(person.id());
            }
        }
        told.forEach(person -> notice(tx, person, kind, words));
    }

    @Override
    public List<Due> due(Handle sql, Instant now) {
        List<Due> all = new ArrayList<>();
        for (InformationRequest request : InformationRequests.running(sql)) {
            all.add(request.destructionDue()
                    .map(due -> new Due("request", request.id(), "destruction", due))
                    .orElseGet(() -> new Due("request", request.id(), "answer", request.until())));
            next(sql, request).ifPresent(next -> all.add(new Due("request", request.id(), "answer-again", next)));
        }
        return all;
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
