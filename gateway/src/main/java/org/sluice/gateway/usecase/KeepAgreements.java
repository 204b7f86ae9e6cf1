package org.sluice.gateway.usecase;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.request.Agreement;
import org.sluice.gateway.store.Agreements;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.KeptDocuments;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.store.Tx;

/** The register of agreements with third parties: what is shared with whom, for what and until when. Thread-safe. */
public final class KeepAgreements {
    private static final int LONGEST = 500;

    private final Ledger ledger;
    private final Rulebook rules;
    private final KeepDocuments documents;
    private final LiveAccess live;

    public KeepAgreements(Ledger ledger, Rulebook rules, KeepDocuments documents, LiveAccess live) {
        this.ledger = ledger;
        this.rules = rules;
        this.documents = documents;
        this.live = live;
    }

    /**
     * An agreement to be put on record.
     *
     * @param party the participant that signed it; none for the whole group
     * @param from when it begins to count; at once where absent
     * @param document its file name and bytes, if a copy is kept here
     */
    public record Order(
            Optional<String> party,
            String name,
            Set<String> with,
            Set<String> types,
            List<String> purposes,
            Optional<Instant> from,
            Instant until,
            String reference,
            String signatory,
            LocalDate signed,
            Optional<Copy> document) {
        public Order {
            with = Set.copyOf(with);
            types = Set.copyOf(types);
            purposes = List.copyOf(purposes);
        }
    }

    /** A document's file. */
    // The bytes pass through to the body and are compared by nobody.
    @SuppressWarnings("ArrayRecordComponent")
    public record Copy(String fileName, byte[] bytes) {}

    /** An agreement, whether it counts now, and the releases that rested on it when they were made. */
    public record Seen(Agreement agreement, boolean inForce, List<String> releases) {
        public Seen {
            releases = List.copyOf(releases);
        }
    }

    /** @param actor the host, a coordinator, or for its own participant's agreement a releaser or who answers for its data */
    public Answer<Seen> record(Actor actor, Order order) {
        Instant now = ledger.now();
        Optional<Refusal> wrong = wrong(order, now);
        if (wrong.isPresent()) {
            return Answer.refused(wrong.get());
        }
        String id = ledger.newId("g");
        return order.document()
                .map(copy -> documents.<Seen>keep(
                        KeptDocument.Of.AGREEMENT, id, copy.fileName(), copy.bytes(), (tx, document, wrap) -> {
                            Seen made = add(tx, actor, order, id, Optional.of(document), now);
                            KeptDocuments.add(tx, document, wrap.apply(tx, document));
                            return made;
                        }))
                .orElseGet(() -> ledger.write(tx -> add(tx, actor, order, id, Optional.empty(), now)));
    }

    private Seen add(Tx tx, Actor actor, Order order, String id, Optional<KeptDocument> document, Instant now) {
        Optional<Person> by = Callers.of(tx.sql(), actor);
        may(tx, by, order.party(), now);
        order.party().ifPresent(party -> Participants.holdActive(tx, party, now).orThrow());
        for (String with : order.with()) {
            partner(tx, by, order, with);
        }
        for (String type : order.types()) {
            if (!rules.knowsType(tx.sql(), type, now)) {
                throw new RefusedException(rules.unknownType(tx.sql(), type, now));
            }
        }
        Agreement agreement = new Agreement(
                id,
                order.party(),
                order.name().strip(),
                order.with(),
                order.types(),
                order.purposes().stream().map(String::strip).distinct().toList(),
                order.from().orElse(now),
                order.until(),
                order.reference().strip(),
                order.signatory().strip(),
                order.signed(),
                document,
                by.map(Person::id).orElse("administrator"),
                now,
                Optional.empty());
        Agreements.add(tx, agreement);
        tx.append(new AuditEvent(
                EventKind.AGREEMENT_RECORDED,
                actor,
                Map.of(
                        "agreement", agreement.id(),
                        "party", agreement.party().orElse("the group"),
                        "with", String.join(", ", new TreeSet<>(agreement.with())),
                        "types", String.join(", ", new TreeSet<>(agreement.types())),
                        "from", agreement.from().toString(),
                        "until", agreement.until().toString(),
                        "signatory", agreement.signatory(),
                        "sha256", document.map(KeptDocument::sha256).orElse("none"))));
        return new Seen(agreement, agreement.inForce(now), List.of());
    }

    /** Ends an agreement: whatever rests on it alone is refused at its next request, and what runs is cut. */
    public Answer<Seen> end(Actor actor, String id, String reason) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
                    Agreement agreement = Agreements.find(tx.sql(), id)
                            .orElseThrow(() -> new RefusedException(Refusal.unknown("agreement", id)));
                    Optional<Person> by = Callers.of(tx.sql(), actor);
                    may(tx, by, agreement.party(), now);
                    if (reason.isBlank()) {
                        throw new RefusedException(Refusal.wrong("incomplete", "Say why the agreement ends."));
                    }
                    String who = by.map(Person::id).orElse("administrator");
                    if (!Agreements.end(tx, id, who, reason.strip(), now)) {
                        throw new RefusedException(
                                Refusal.conflict("ended", "The agreement " + id + " was ended already."));
                    }
                    tx.append(new AuditEvent(
                            EventKind.AGREEMENT_ENDED, actor, Map.of("agreement", id, "reason", reason.strip())));
                    return seen(tx.sql(), Agreements.find(tx.sql(), id).orElseThrow(), now);
                })
                .then(seen -> {
                    // Whoever may still have it, on another ground, begins again where it was cut.
                    live.cut(running -> running.releaseId()
                            .filter(seen.releases()::contains)
                            .isPresent());
                    return Answer.done(seen);
                });
    }

    /** The document as it was signed; looking at it goes on record. */
    public Answer<byte[]> document(Actor actor, String id) {
        Optional<Agreement> found = ledger.read(sql -> Agreements.find(sql, id));
        if (found.isEmpty()) {
            return Answer.refused(Refusal.unknown("agreement", id));
        }
        Agreement agreement = found.get();
        if (agreement.document().isEmpty()) {
            return Answer.refused(Refusal.conflict(
                    "no-copy", "No copy of " + id + " is kept here; it is filed as: " + agreement.reference()));
        }
        return documents.read(
                KeptDocument.Of.AGREEMENT,
                id,
                new AuditEvent(EventKind.AGREEMENT_READ, actor, Map.of("agreement", id)));
    }

    /** All of them, ended ones too. */
    public List<Seen> list() {
        Instant now = ledger.now();
        return ledger.read(sql -> Agreements.all(sql).stream()
                .map(agreement -> seen(sql, agreement, now))
                .toList());
    }

    public Answer<Seen> show(String id) {
        Instant now = ledger.now();
        return ledger.read(sql -> Agreements.find(sql, id)
                .map(agreement -> Answer.done(seen(sql, agreement, now)))
                .orElseGet(() -> Answer.refused(Refusal.unknown("agreement", id))));
    }

    private static Seen seen(org.jdbi.v3.core.Handle sql, Agreement agreement, Instant now) {
        return new Seen(
                agreement,
                agreement.inForce(now),
                ReleaseBases.restingOn(sql, agreement.id()).stream()
                        .map(ReleaseBases.Row::releaseId)
                        .distinct()
                        .toList());
    }

    private static void may(Tx tx, Optional<Person> by, Optional<String> party, Instant now) {
        by.filter(person -> !person.is(Role.COORDINATOR))
                .filter(person -> party.filter(own -> person.participantId().equals(own)
                                && (person.is(Role.RELEASER) || Personal.answersFor(tx.sql(), person, own, now)))
                        .isEmpty())
                .ifPresent(person -> {
                    throw new RefusedException(Refusal.forbidden(
                            "not-its-word",
                            person.id() + " can't speak for " + party.orElse("the whole group")
                                    + " in an agreement; a releaser or the data-protection contact of the participant"
                                    + " that signed it can, or a coordinator."));
                });
    }

    private static void partner(Tx tx, Optional<Person> by, Order order, String with) {
        Optional<String> side = Sides.ofId(tx.sql(), with)
                .or(() -> Participants.find(tx.sql(), with).map(found -> found.id()));
        boolean known = Contacts.find(tx.sql(), with).isPresent()
                || Participants.find(tx.sql(), with).isPresent();
        if (!known || side.isEmpty()) {
            throw new RefusedException(Refusal.unknown("contact or participant", with));
        }
        if (side.equals(order.party())
                || by.map(Person::participantId).filter(side.get()::equals).isPresent()) {
            throw new RefusedException(Refusal.forbidden(
                    "own-agreement",
                    "Nobody records an agreement with their own organisation; ask somebody of the other side."));
        }
    }

    private static Optional<Refusal> wrong(Order order, Instant now) {
        if (order.with().isEmpty()
                || order.types().isEmpty()
                || order.purposes().isEmpty()) {
            return Optional.of(Refusal.wrong(
                    "incomplete", "An agreement names with whom it is, the information types and the purposes."));
        }
        for (String words : List.of(order.name(), order.signatory(), order.reference())) {
            if (words.isBlank() || words.length() > LONGEST || words.chars().anyMatch(Character::isISOControl)) {
                return Optional.of(Refusal.wrong(
                        "incomplete",
                        "Give the third party's name, who signed, and where the document is filed, each on one line."));
            }
        }
        if (order.purposes().stream().anyMatch(words -> words.isBlank() || words.length() > LONGEST)) {
            return Optional.of(Refusal.wrong("incomplete", "A purpose is said in words, at most 500 characters."));
        }
        if (order.signed().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            return Optional.of(Refusal.wrong("bad-date", "An agreement can't be signed in the future."));
        }
        if (!order.until().isAfter(order.from().orElse(now)) || !order.until().isAfter(now)) {
            return Optional.of(Refusal.wrong("bad-period", "An agreement ends after it begins, and later than now."));
        }
        return order.document().flatMap(copy -> KeepDocuments.wrong("agreement", copy.bytes()));
    }
}
