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
import org.sluice.gateway.domain.participant.Adherence;
import org.sluice.gateway.domain.participant.Signature;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Adherences;
import org.sluice.gateway.store.Participants;

/** Keeps adherence documents, and says who signed what. Thread-safe. */
public final class Adhere {
    private final Ledger ledger;
    private final Rulebook rules;
    private final KeepDocuments documents;

    public Adhere(Ledger ledger, Rulebook rules, KeepDocuments documents) {
        this.ledger = ledger;
        this.rules = rules;
        this.documents = documents;
    }

    /** @param function of the signatory in the participant */
    // The bytes pass through to the body and are compared by nobody.
    @SuppressWarnings("ArrayRecordComponent")
    public record Order(
            String participantId,
            Set<String> protocols,
            String signatory,
            String function,
            LocalDate signed,
            String fileName,
            byte[] document) {
        public Order {
            protocols = Set.copyOf(protocols);
        }
    }

    /** A protocol on record, with who signed it, and whether that is enough for it to be in force. */
    public record Signatories(String protocol, int least, boolean enough, List<Adherence> adherences) {
        public Signatories {
            adherences = List.copyOf(adherences);
        }
    }

    public Answer<Adherence> record(Actor actor, Order order) {
        Instant now = ledger.now();
        Optional<Refusal> wrong = wrong(order, now);
        if (wrong.isPresent()) {
            return Answer.refused(wrong.get());
        }
        return documents.keep(
                KeptDocument.Of.ADHERENCE,
                ledger.newId("a"),
                order.fileName(),
                order.document(),
                (tx, document, wrap) -> {
                    Adherence adherence = new Adherence(
                            document.id(),
                            order.participantId(),
                            order.protocols(),
                            order.signatory(),
                            order.function(),
                            order.signed(),
                            document.name(),
                            document.size(),
                            document.sha256(),
                            document.bodyId(),
                            now);
                    Participants.holdActive(tx, adherence.participantId(), now).orThrow();
                    Set<String> known = new TreeSet<>();
                    rules.all(tx.sql()).stream().map(Protocol::id).forEach(known::add);
                    for (String protocol : adherence.protocols()) {
                        if (!known.contains(protocol)) {
                            throw new RefusedException(Refusal.unknown("protocol", protocol));
                        }
                    }
                    Adherences.add(tx, adherence, wrap.apply(tx, document));
                    tx.append(new AuditEvent(
                            EventKind.ADHERENCE_RECORDED,
                            actor,
                            Map.of(
                                    "adherence", adherence.id(),
                                    "participant", adherence.participantId(),
                                    "protocols", String.join(", ", new TreeSet<>(adherence.protocols())),
                                    "signatory", adherence.signatory(),
                                    "function", adherence.function(),
                                    "signed", adherence.signed().toString(),
                                    "sha256", adherence.sha256())));
                    return adherence;
                });
    }

    /** The document as it was signed; looking at it goes on record. */
    public Answer<byte[]> document(Actor actor, String id) {
        return documents.read(
                KeptDocument.Of.ADHERENCE,
                id,
                new AuditEvent(EventKind.ADHERENCE_READ, actor, Map.of("adherence", id)));
    }

    /** Every protocol on record with its signatories, those of withdrawn participants left out. */
    public List<Signatories> signatories() {
        LocalDate today = LocalDate.ofInstant(ledger.now(), ZoneOffset.UTC);
        return ledger.read(sql -> {
            List<Signature> standing = Adherences.standing(sql);
            List<Adherence> all = Adherences.all(sql).stream()
                    .filter(a ->
                            standing.stream().anyMatch(s -> s.participantId().equals(a.participantId())))
                    .toList();
            Map<String, Integer> least = new java.util.TreeMap<>();
            // Later versions come later and count.
            rules.all(sql)
                    .forEach(protocol ->
                            least.put(protocol.id(), protocol.membership().leastSignatures()));
            return least.entrySet().stream()
                    .map(entry -> new Signatories(
                            entry.getKey(),
                            entry.getValue(),
                            Signature.suffice(entry.getValue(), entry.getKey(), standing, today),
                            all.stream()
                                    .filter(a -> a.protocols().contains(entry.getKey()))
                                    .toList()))
                    .toList();
        });
    }

    private static Optional<Refusal> wrong(Order order, Instant now) {
        if (order.protocols().isEmpty()) {
            return Optional.of(Refusal.wrong("no-protocol", "Name the protocol that the document adheres to."));
        }
        for (String words : List.of(order.signatory(), order.function())) {
            if (words.isBlank() || words.length() > 200 || words.chars().anyMatch(Character::isISOControl)) {
                return Optional.of(Refusal.wrong(
                        "bad-signatory", "Give the signatory's name and function, each on one line of at most 200."));
            }
        }
        if (order.signed().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            return Optional.of(Refusal.wrong("bad-date", "The adherence document can't be signed in the future."));
        }
        return KeepDocuments.wrong("adherence document", order.document());
    }
}
